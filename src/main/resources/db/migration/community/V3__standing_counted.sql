-- Where who is cared for lived when the plan was made: there it is counted, as contracts are.
alter table community.care_plan add column area_code text;
update community.care_plan p set area_code = i.area_code from identity_pub.person i where i.person_key = p.person_key;
alter table community.care_plan alter column area_code set not null;

-- Rows behind a figure of a place.
create index care_plan_by_place on community.care_plan (area_code, from_date);
create index caregiver_by_place on community.caregiver (area_code, registered_on);

-- A team that is closed has no members.
update community.team_member m set to_date = greatest(t.closed_on, m.from_date)
  from community.team t
 where t.institution_id = m.institution_id and t.team_id = m.team_id and t.closed_on is not null and m.to_date is null;

-- What stands from a day to a day is counted as it begins and ends. What was there before:
create temp table counted on commit drop as
select place, name, day, count(*) as n from (
    select '@' || lpad(institution_id::text, 19, '0') as place, 'community.teams.begins' as name, opened_on as day
      from community.team
    union all
    select '@' || lpad(institution_id::text, 19, '0'), 'community.teams.ends', closed_on
      from community.team where closed_on is not null
    union all
    select '@' || lpad(institution_id::text, 19, '0'), 'community.members.begins', from_date from community.team_member
    union all
    select '@' || lpad(institution_id::text, 19, '0'), 'community.members.ends', to_date
      from community.team_member where to_date is not null
    union all
    select '@' || lpad(institution_id::text, 19, '0'), 'community.stations.begins', opened_on from community.station
    union all
    select '@' || lpad(institution_id::text, 19, '0'), 'community.stations.ends', closed_on
      from community.station where closed_on is not null
    union all
    select '@' || lpad(institution_id::text, 19, '0'), 'community.station-days', day from community.station_day
    union all
    select area_code, 'community.caregivers.begins', registered_on from community.caregiver
    union all
    select area_code, 'community.caregivers.ends', ended_on from community.caregiver where ended_on is not null
    union all
    select area_code, 'community.plans.begins', from_date from community.care_plan
    union all
    select area_code, 'community.plans.ends', to_date from community.care_plan where to_date is not null
    union all
    select area_code, 'community.helped.begins', from_date from community.helper
    union all
    select area_code, 'community.helped.ends', to_date from community.helper where to_date is not null
) there group by 1, 2, 3;
insert into tally.series (name) select distinct name from counted on conflict do nothing;
insert into tally.change (area_code, series_no, day, n)
select place, series_no, day, n from counted join tally.series using (name);

-- The contracts behind a figure of a village, or of an institution's worker.
create index contract_by_place on community.contract (area_code, from_date);
create index contract_of_an_institution on community.contract (institution_id, from_date);
