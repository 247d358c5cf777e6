-- What a register's items add up to in each place, in all and by unit, is the sum of what their rows say.
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
    select left(area_code, len) as area_code, 'register.' || register_no || coalesce('.u' || owner.unit, '') || '.' || key as name,
           sum(value::bigint) as n
      from governance.item
     cross join unnest(case when item.unit is null then array[null::bigint] else array[null, item.unit] end) owner (unit)
     cross join jsonb_each_text(sums)
     cross join level
     where length(area_code) >= len
     group by 1, 2 having sum(value::bigint) <> 0
)
select area_code, name, counted.n as counted, rows.n as rows
  from counted full join rows using (area_code, name)
 where counted.n is distinct from rows.n
