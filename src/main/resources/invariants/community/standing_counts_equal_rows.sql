-- Teams and their members, stations and their days, caregivers, whom they care for and households that are helped, counted on the day each begins and the day it ends, are at each place as many as the rows behind them.
with counted as (
    select area_code as place, name, day, sum(n) as n from (
        select area_code, series_no, day, n from tally.count
         where length(area_code) = 20 or length(area_code) = 12 and not starts_with(area_code, '@')
        union all
        select area_code, series_no, day, n from tally.change
    ) both_of_them join tally.series using (series_no)
     where name ~ '^community[.](teams|members|stations|station-days|caregivers|plans|helped)([.](begins|ends))?$'
     group by 1, 2, 3 having sum(n) <> 0
), standing (place, what, begun, ended) as (
    select '@' || lpad(institution_id::text, 19, '0'), what, begun, ended from (
        select institution_id, 'teams', opened_on, closed_on from community.team
        union all
        select institution_id, 'members', from_date, to_date from community.team_member
        union all
        select institution_id, 'stations', opened_on, closed_on from community.station
    ) at_institutions (institution_id, what, begun, ended)
    union all
    select area_code, 'caregivers', registered_on, ended_on from community.caregiver
    union all
    select area_code, 'plans', from_date, to_date from community.care_plan
    union all
    select area_code, 'helped', from_date, to_date from community.helper
), measured as (
    select place, 'community.' || what || edge as name, day
      from standing cross join lateral (values ('.begins', begun), ('.ends', ended)) edges (edge, day)
    union all
    select '@' || lpad(institution_id::text, 19, '0'), 'community.station-days', day from community.station_day
), rows as (
    select place, name, day, count(*) as n from measured where day is not null group by 1, 2, 3
)
select place, name, day, counted.n as counted, rows.n as rows
  from counted full join rows using (place, name, day)
 where counted.n is distinct from rows.n
