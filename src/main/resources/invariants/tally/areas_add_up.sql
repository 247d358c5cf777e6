-- What is counted in a county, a town and the city is the sum of its villages; in all institutions, and in those of a county and of a town, the sum of each.
-- Items of registers may lie in a county or a town as a whole; governance/counts_equal_rows and sums_equal_rows add theirs up.
with of_villages as (
    select series_no from tally.series where name not like 'governance.%' and name not like 'register.%'
), smallest as (
    select area_code, series_no, day, n from tally.count
     where (length(area_code) = 20 or length(area_code) = 12 and not starts_with(area_code, '@'))
       and series_no in (select series_no from of_villages)
), parts as (
    select left(area_code, len) as area_code, series_no, day, sum(n) as n
      from smallest, unnest(array[4, 6, 9]) len where not starts_with(area_code, '@') group by 1, 2, 3
    union all
    select '@', series_no, day, sum(n) from smallest where starts_with(area_code, '@') group by 2, 3
    union all
    select '@:' || left(lying.area_code, len), series_no, day, sum(n)
      from smallest
      join tally.lying on smallest.area_code = '@' || lpad(institution_id::text, 19, '0')
      join unnest(array[6, 9]) len on length(lying.area_code) >= len
     group by 1, 2, 3
)
select area_code, series_no, day, parts.n as of_parts, above.n as above
  from parts
  full join (select * from tally.count where series_no in (select series_no from of_villages)
      and (length(area_code) < 12 or starts_with(area_code, '@:'))) above using (area_code, series_no, day)
 where coalesce(parts.n, 0) <> coalesce(above.n, 0)
