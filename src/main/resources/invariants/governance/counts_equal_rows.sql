-- What is counted as opened, open, near, due, closed and kept, of a place and of a unit, is the number of the items behind it.
with counted as (
    select area_code, series_no, day, sum(n) as n from (
        select area_code, series_no, day, n from tally.change
        union all
        select c.area_code, c.series_no, c.day, c.n - coalesce(below.n, 0) from tally.count c
          left join lateral (
            select sum(n) as n from tally.count b
             where b.series_no = c.series_no and b.day = c.day and b.area_code like c.area_code || '%'
               and length(b.area_code) = (select min(l) from unnest(array[6, 9, 12]) l where l > length(c.area_code))
          ) below on true
    ) both_of_them group by 1, 2, 3 having sum(n) <> 0
), item as (
    select *, 'governance.' || register_no || '.' as name,
           'governance.' || register_no || '.u' || unit || '.' as unit_name,
           (opened_at at time zone 'Asia/Shanghai')::date as opened_on
      from governance.item
), measured as (
    select area_code, name, unit_name, 'OPENED' as what, opened_on as day from item
    union all
    select area_code, name, unit_name, 'OPEN', date '1970-01-01' from item where closed_on is null
    union all
    select area_code, name, unit_name, 'NEAR', near_on from item where closed_on is null and next_on < '9999-12-31'
    union all
    select area_code, name, unit_name, 'DUE', next_on from item where closed_on is null and next_on < '9999-12-31'
    union all
    select area_code, name, unit_name, 'CLOSED', closed_on from item where closed_on is not null and state <> 'merged'
    union all
    select area_code, name, unit_name, 'KEPT', closed_on from item
     where closed_on is not null and state <> 'merged'
       and (coalesce(promised_on, legal_on) is null or closed_on <= coalesce(promised_on, legal_on))
), rows as (
    select area_code, name, day, count(*) as n from (
        select area_code, name || what as name, day from measured
        union all
        select area_code, unit_name || what, day from measured where unit_name is not null
    ) each_once group by 1, 2, 3
)
select area_code, name, day, counted.n as counted, rows.n as rows
  from (select area_code, name, day, n from counted join tally.series using (series_no) where name like 'governance.%') counted
  full join rows using (area_code, name, day)
 where counted.n is distinct from rows.n
