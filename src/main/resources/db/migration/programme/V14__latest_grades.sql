-- Of each person's graded deliveries of a year the latest is counted by its grade, too: how many have their blood pressure
-- under control, and not how many visits found it so. Those that were there before:
create temp table counted on commit drop as
select area_code, 'programme.' || service_no || '.latest.' || grade as name, delivered_on as day, count(*) as n
  from (select distinct on (person_key, service_no, date_part('year', delivered_on)) *
          from programme.delivery
         where grade is not null and voided_at is null and confirm in ('NONE', 'CONFIRMED')
         order by person_key, service_no, date_part('year', delivered_on), delivered_on desc, delivery_id desc) latest
 group by 1, 2, 3;
insert into tally.series (name) select distinct name from counted on conflict do nothing;
insert into tally.change (area_code, series_no, day, n)
select area_code, series_no, day, n from counted join tally.series using (name);
