-- The number of signs of made-up data by rule, state, village and day is the number of the rows behind it, and a sign says how many records are behind it.
with counted as (
    select area_code, name, day, sum(n) as n from (
        select area_code, series_no, day, n from tally.count where length(area_code) = 12
        union all
        select area_code, series_no, day, n from tally.change
    ) both_of_them join tally.series using (series_no)
    where name like 'sign.%' group by 1, 2, 3 having sum(n) <> 0
), rows as (
    select area_code, 'sign.' || kind || '.' || state as name, first_day as day, count(*) as n
      from programme.sign group by 1, 2, 3
)
select area_code, name, day, counted.n as counted, rows.n as rows
  from counted full join rows using (area_code, name, day)
 where counted.n is distinct from rows.n
union all
select area_code, kind, first_day, records, (select count(*) from programme.sign_record r where r.sign_id = sign.sign_id)
  from programme.sign
 where records <> (select count(*) from programme.sign_record r where r.sign_id = sign.sign_id)
