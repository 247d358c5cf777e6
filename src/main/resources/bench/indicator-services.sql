-- Services of the year that is over, of the people who stand in the programmes: so many of each duty of the twenty largest
-- services, the village's on one day of a week. What is due stays as it is. Parts are separated by lines of "---": whose
-- services; laid in, a range of people at a time; counted.
create schema if not exists bench;
drop table if exists bench.person, bench.served, bench.clinic_of;
create or replace function bench.lot(n bigint, of_what int, below bigint) returns bigint language sql immutable
    return (hashint8extended(n, of_what) & 9223372036854775807) % below;
-- Without those that count only when the resident has confirmed them.
create table bench.served as
    select service_no, count(*) as duties
      from programme.duty join programme.service using (service_no) join programme.programme p using (programme_no)
     where excluded is null and p.id not in ('family-doctor', 'home-care')
     group by 1 order by 2 desc limit 20;
create table bench.clinic_of as
    select distinct on (left(area_code, 9)) left(area_code, 9) as town, institution_id
      from directory.institution where kind = 'PRIMARY' and closed_on is null order by 1, institution_id;
create unlogged table bench.person as
    select row_number() over (order by person_key) as place, person_key, area_code from programme.subject;
alter table bench.person add primary key (place);
analyze bench.person, bench.served, bench.clinic_of;
---
insert into programme.delivery (person_key, delivery_id, service_no, delivered_on, area_code, institution_id, worker,
    request_key, recorded_at)
select person_key, service_no * 100 + nth, service_no, day, area_code, institution_id, '装载',
       'bench:' || service_no || ':' || nth, (day + time '17:00') at time zone 'Asia/Shanghai'
  from bench.person
  join programme.duty using (person_key)
  join bench.served using (service_no)
  left join bench.clinic_of on town = left(area_code, 9)
 cross join generate_series(1, ceil(:each::numeric)::int) nth
 cross join lateral (select :today::date - 1 - 7 * bench.lot(person_key + service_no, nth, 52)::int
                            - bench.lot(area_code::bigint + service_no, 0, 7)::int as day) one_of_the_week
 where place between :first and :last and excluded is null
   and (nth <= :each::numeric or bench.lot(person_key + service_no, 100 + nth, 1000) < 1000 * (:each::numeric % 1))
 order by person_key
---
set work_mem = '256MB';
create temp table measured as
select area_code, 'programme.' || service_no || '.delivered' as name, delivered_on as day, count(*) as n
  from programme.delivery where worker = '装载' group by 1, 2, 3;
insert into tally.series (name) select distinct name from measured on conflict do nothing;
insert into tally.count as c (area_code, series_no, day, n)
select left(area_code, len), series_no, day, sum(n)
  from measured join tally.series using (name), unnest(array[4, 6, 9, 12]) len
 where length(area_code) >= len
 group by 1, 2, 3
 order by 1, 2, 3
on conflict (area_code, series_no, day) do update set n = c.n + excluded.n;
drop table measured, bench.person;
reset work_mem;
