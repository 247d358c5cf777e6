-- What is counted in a county, a town and the city is the sum of its villages.
with villages as (
    select left(area_code, len) as area_code, series_no, day, sum(n) as n
      from tally.count, unnest(array[4, 6, 9]) len where length(area_code) = 12 group by 1, 2, 3
)
select area_code, series_no, day, villages.n as of_villages, above.n as above
  from villages
  full join (select * from tally.count where length(area_code) < 12) above using (area_code, series_no, day)
 where coalesce(villages.n, 0) <> coalesce(above.n, 0)
