-- Days of institutions counted by what was found of them, and visits that were filed of them, in all and late, are, of each institution, what the rows behind them say.
with counted as (
    select area_code as place, name, day, sum(n) as n from (
        select area_code, series_no, day, n from tally.count where length(area_code) = 20
        union all
        select area_code, series_no, day, n from tally.change
    ) both_of_them join tally.series using (series_no)
     where starts_with(name, 'quality.')
     group by 1, 2, 3 having sum(n) <> 0
), rows as (
    select '@' || lpad(institution_id::text, 19, '0') as place, 'quality.' || lower(verdict) as name, day, count(*) as n
      from indicator.judged_day group by 1, 2, 3
    union all
    select '@' || lpad(institution_id::text, 19, '0'), 'quality.filed', day, filed from indicator.filed_day
    union all
    select '@' || lpad(institution_id::text, 19, '0'), 'quality.filed-late', day, late from indicator.filed_day where late > 0
)
select place, name, day, counted.n as counted, rows.n as rows
  from counted full join rows using (place, name, day)
 where counted.n is distinct from rows.n
