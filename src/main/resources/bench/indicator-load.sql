-- Visits of a year, one of each person until there are :visits, finished, with their places in the queue; no record is filed
-- of them. Parts are separated by lines of "---"; the second is run again and again, :most people after the key :after.
create schema if not exists bench;
drop table if exists bench.post;
create table bench.post as
    select row_number() over (order by institution_id, practitioner_id) - 1 as i, institution_id, department_id,
           practitioner_id
      from directory.practitioner join directory.institution using (institution_id)
     where left_on is null and closed_on is null;
alter table bench.post add primary key (i);
analyze bench.post;
---
with person as (
    select person_key, :first::bigint + row_number() over (order by person_key) as no
      from (select person_key from identity.person where person_key > :after and deceased_on is null
             order by person_key limit :most) next
), seen as (
    select person_key, no, institution_id, department_id, practitioner_id, :today::date - (no * 7919 % 364)::int - 1 as day
      from person join bench.post on post.i = no % (select count(*) from bench.post)
), timed as (
    select *, (day + time '08:00' + no % 28800 * interval '1 second') at time zone 'Asia/Shanghai' as arrived from seen
), visited as (
    insert into encounter.visit (person_key, visit_id, institution_id, department_id, practitioner_id, class, state,
        queue_no, day, arrived_at, started_at, ended_at, entry_key, request_key)
    select person_key, person_key, institution_id, department_id, practitioner_id, 'AMB', 'FINISHED',
           (1000 + no)::int, day, arrived, arrived + no % 60 * interval '1 minute',
           arrived + (no % 60 + 10) * interval '1 minute', person_key, 'bench'
      from timed
    on conflict do nothing
), queued as (
    insert into encounter.queue (institution_id, day, visit_id, department_id, practitioner_id, person_key, queue_no, state)
    select institution_id, day, person_key, department_id, practitioner_id, person_key, (1000 + no)::int, 'FINISHED'
      from timed
    on conflict do nothing
)
select max(person_key) from person
---
with counted as (
    select '@' || lpad(v.institution_id::text, 19, '0') as place, v.day, what.name, sum(what.n) as n
      from encounter.visit v
     cross join lateral (values ('encounter.visits', 1), ('encounter.started', 1), ('encounter.finished', 1),
            ('encounter.waiting-minutes', greatest(0, floor(extract(epoch from v.started_at - v.arrived_at) / 60))::bigint)
          ) what (name, n)
     where v.request_key = 'bench'
     group by 1, 2, 3
), noted as (
    insert into tally.series (name) values ('bench.visits')
)
insert into tally.change (area_code, series_no, day, n)
select place, series_no, day, n from counted join tally.series using (name)
