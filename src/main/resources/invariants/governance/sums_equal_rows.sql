-- What a register's items add up to, in each place and of each unit, is the sum of what their rows say.
with level as (
    select unnest(array[4, 6, 9, 12]) as len
), counted as (
    select area_code, name, sum(n) as n from (
        select area_code, series_no, n from tally.count
        union all
        select left(area_code, len), series_no, n from tally.change join level on length(area_code) >= len
    ) folded_and_not join tally.series using (series_no)
     where name like 'register.%'
     group by 1, 2 having sum(n) <> 0
), rows as (
    select left(area_code, len) as area_code, 'register.' || register_no || whose || key as name, sum(value::bigint) as n
      from governance.item, jsonb_each_text(sums), level, unnest(array['.', '.u' || unit || '.']) whose
     where length(area_code) >= len and whose is not null
     group by 1, 2 having sum(value::bigint) <> 0
)
select area_code, name, counted.n as counted, rows.n as rows
  from counted full join rows using (area_code, name)
 where counted.n is distinct from rows.n
