-- What is counted of visits, tests and prescriptions, of each institution and day, is the number (or the minutes) of the rows behind it.
with counted as (
    select area_code, series_no, day, sum(n) as n from (
        select area_code, series_no, day, n from tally.count where length(area_code) = 20
        union all
        select area_code, series_no, day, n from tally.change
    ) both_of_them group by 1, 2, 3 having sum(n) <> 0
), measured as (
    select institution_id, day, 'encounter.visits' as name, 1::bigint as n from encounter.visit where state <> 'CANCELLED'
    union all
    select institution_id, day, 'encounter.started', 1 from encounter.visit where started_at is not null
    union all
    select institution_id, day, 'encounter.waiting-minutes', greatest(0, floor(extract(epoch from started_at - arrived_at) / 60))::bigint
      from encounter.visit where started_at is not null
    union all
    select institution_id, day, 'encounter.finished', 1 from encounter.visit where state = 'FINISHED'
    union all
    select institution_id, day, 'encounter.left', 1 from encounter.visit where state = 'CANCELLED'
    union all
    select v.institution_id, v.day, what.name, what.n
      from encounter.laboratory_order o join encounter.visit v using (person_key, visit_id)
     cross join lateral (values ('encounter.tests-ordered', (o.state <> 'CANCELLED')::int::bigint),
           ('encounter.tests-released', (o.state = 'RELEASED')::int),
           ('encounter.test-minutes', greatest(0, floor(extract(epoch from o.released_at - o.sampled_at) / 60))::bigint)) what (name, n)
    union all
    select v.institution_id, v.day, what.name, what.n
      from encounter.prescription m join encounter.visit v using (person_key, visit_id)
     cross join lateral (values ('encounter.prescriptions', (m.state <> 'CANCELLED')::int::bigint),
           ('encounter.dispensed', (m.state = 'DISPENSED')::int)) what (name, n)
), rows as (
    select '@' || lpad(institution_id::text, 19, '0') as area_code, name, day, sum(n) as n from measured group by 1, 2, 3 having sum(n) <> 0
)
select area_code, name, day, counted.n as counted, rows.n as rows
  from (select area_code, name, day, n from counted join tally.series using (series_no) where name like 'encounter.%') counted
  full join rows using (area_code, name, day)
 where counted.n is distinct from rows.n
