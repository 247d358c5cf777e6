-- Closed items are counted, by the day they were closed, with what they add to their register's sums, and with how many days
-- before the legal day they were closed; and what open ones add is counted for their unit too. Those that were there before:
create temp table counted on commit drop as
with closed as (
    select area_code, register_no, unit, closed_on as day, legal_on - closed_on as early, legal_on is not null as limited, sums
      from governance.item where closed_on is not null and state <> 'merged'
), each_once as (
    select area_code, 'governance.' || register_no || coalesce('.u' || owner.unit, '') || '.' || what.name as name, day, what.n
      from closed
     cross join unnest(case when closed.unit is null then array[null::bigint] else array[null, closed.unit] end) owner (unit)
     cross join lateral (
           select 'LIMITED' as name, 1::bigint as n where limited
           union all select 'EARLY_DAYS', early where limited
           union all select 'SUM.' || key, value::bigint from jsonb_each_text(sums)) what
    union all
    select area_code, 'register.' || register_no || '.u' || unit || '.' || key, date '1970-01-01', value::bigint
      from governance.item, jsonb_each_text(sums) where unit is not null
)
select area_code, name, day, sum(n) as n from each_once group by 1, 2, 3 having sum(n) <> 0;
insert into tally.series (name) select distinct name from counted on conflict do nothing;
insert into tally.change (area_code, series_no, day, n)
select area_code, series_no, day, n from counted join tally.series using (name);
