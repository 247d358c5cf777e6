-- Contracts counted by the day they begin and the day they end, in all, by team and by package, are, in each village, as many as the rows behind them.
with counted as (
    select area_code, series_no, day, sum(n) as n from (
        select area_code, series_no, day, n from tally.count where length(area_code) = 12
        union all
        select area_code, series_no, day, n from tally.change
    ) both_of_them group by 1, 2, 3 having sum(n) <> 0
), contract as (
    select area_code, from_date, to_date, coalesce(ended_on, to_date) as until, renewal, series
      from community.contract, lateral (
          select 'community.all' union all select 'community.team.' || team_id
          union all select 'community.package.' || split_part(it, '@', 1) from unnest(packages) it
      ) as named (series)
), measured as (
    select area_code, series || '.begins' as name, from_date as day from contract
    union all
    select area_code, series || '.ends', until from contract
    union all
    select area_code, series || '.terms', to_date from contract where until = to_date
    union all
    select area_code, series || '.renewed', from_date from contract where renewal and until > from_date
), rows as (
    select area_code, name, day, count(*) as n from measured group by 1, 2, 3
)
select area_code, name, day, counted.n as counted, rows.n as rows
  from (select area_code, name, day, n from counted join tally.series using (series_no) where name ~ '^community[.](all|team|package)[.]') counted
  full join rows using (area_code, name, day)
 where counted.n is distinct from rows.n
