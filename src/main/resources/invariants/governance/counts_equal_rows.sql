-- What is counted as opened, open, near, due, closed and kept, of a place and of a unit, is the number of the items behind it; what closed ones came to, by the day they were closed, is what their rows say.
with level as (
    select unnest(array[4, 6, 9, 12]) as len
), counted as (
    select area_code, series_no, day, sum(n) as n from (
        select area_code, series_no, day, n from tally.count
        union all
        select left(area_code, len), series_no, day, n from tally.change join level on length(area_code) >= len
    ) folded_and_not group by 1, 2, 3 having sum(n) <> 0
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
), closed as (
    select * from item where closed_on is not null and state <> 'merged'
), weighed as (
    select area_code, name, unit_name, what, day, 1::bigint as n from measured
    union all
    select area_code, name, unit_name, 'LIMITED', closed_on, 1 from closed where legal_on is not null
    union all
    select area_code, name, unit_name, 'EARLY_DAYS', closed_on, legal_on - closed_on from closed where legal_on is not null
    union all
    select area_code, name, unit_name, 'SUM.' || key, closed_on, value::bigint from closed, jsonb_each_text(sums)
), smallest as (
    select area_code, name, day, sum(n) as n from (
        select area_code, name || what as name, day, n from weighed
        union all
        select area_code, unit_name || what, day, n from weighed where unit_name is not null
    ) each_once group by 1, 2, 3
), rows as (
    select left(area_code, len) as area_code, name, day, sum(n) as n
      from smallest join level on length(area_code) >= len group by 1, 2, 3 having sum(n) <> 0
)
select area_code, name, day, counted.n as counted, rows.n as rows
  from (select area_code, name, day, n from counted join tally.series using (series_no) where name like 'governance.%') counted
  full join rows using (area_code, name, day)
 where counted.n is distinct from rows.n
