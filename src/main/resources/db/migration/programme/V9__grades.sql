-- Deliveries are counted by their grade too, on their day: how many visits found blood pressure controlled. Those that were
-- there before:
create temp table counted on commit drop as
select area_code, 'programme.' || service_no || '.graded.' || grade as name, delivered_on as day, count(*) as n
  from programme.delivery
 where grade is not null and voided_at is null and confirm in ('NONE', 'CONFIRMED')
 group by 1, 2, 3;
insert into tally.series (name) select distinct name from counted on conflict do nothing;
insert into tally.change (area_code, series_no, day, n)
select area_code, series_no, day, n from counted join tally.series using (name);

-- Signs against an institution's workers that nobody has explained, for its line in the league of data quality.
create index sign_by_institution on programme.sign (institution_id, last_day) where state <> 'EXPLAINED';
