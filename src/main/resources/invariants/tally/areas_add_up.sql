-- What is counted in a county, a town and the city is the sum of its villages; in all institutions, the sum of each.
-- Items of registers may lie in a county or a town as a whole; governance/counts_equal_rows and sums_equal_rows add theirs up at every level.
with of_villages as (
    select series_no from tally.series where name not like 'governance.%' and name not like 'register.%'
), parts as (
    select left(area_code, len) as area_code, series_no, day, sum(n) as n
      from tally.count, unnest(case when starts_with(area_code, '@') then array[1] else array[4, 6, 9] end) len
     where length(area_code) in (12, 20) and series_no in (select series_no from of_villages) group by 1, 2, 3
)
select area_code, series_no, day, parts.n as of_parts, above.n as above
  from parts
  full join (select * from tally.count where length(area_code) < 12
      and series_no in (select series_no from of_villages)) above using (area_code, series_no, day)
 where coalesce(parts.n, 0) <> coalesce(above.n, 0)
