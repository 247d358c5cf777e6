-- Changed details of residents counted by their kind and day are, in each village, as many as the rows behind them.
with counted as (
    select area_code, name, day, sum(n) as n from (
        select area_code, series_no, day, n from tally.count where length(area_code) = 12
        union all
        select area_code, series_no, day, n from tally.change
    ) both_of_them join tally.series using (series_no)
     where name in ('people.corrected', 'people.filled', 'people.moved')
     group by 1, 2, 3 having sum(n) <> 0
), rows as (
    select area_code, 'people.' || lower(kind) as name, (at at time zone 'Asia/Shanghai')::date as day, count(*) as n
      from identity.correction where area_code is not null and kind is not null group by 1, 2, 3
)
select area_code, name, day, counted.n as counted, rows.n as rows
  from counted full join rows using (area_code, name, day)
 where counted.n is distinct from rows.n
