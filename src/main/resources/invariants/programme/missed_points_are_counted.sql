-- The number of points of calendars that were closed as missed is, in each village and by the day they were due, the number of the rows behind it.
with counted as (
    select area_code, name, day, sum(n) as n from (
        select area_code, series_no, day, n from tally.count where length(area_code) = 12
        union all
        select area_code, series_no, day, n from tally.change
    ) both_of_them join tally.series using (series_no)
     where name like 'missed.%' group by 1, 2, 3 having sum(n) <> 0
), rows as (
    select area_code, 'missed.' || service_no as name, due_on as day, count(*) as n
      from programme.missed group by 1, 2, 3
)
select area_code, name, day, counted.n as counted, rows.n as rows
  from counted full join rows using (area_code, name, day)
 where counted.n is distinct from rows.n
