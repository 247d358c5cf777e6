-- What was done before visits were counted.
insert into tally.series (name) values ('encounter.visits'), ('encounter.started'), ('encounter.waiting-minutes'),
    ('encounter.finished'), ('encounter.left'), ('encounter.tests-ordered'), ('encounter.tests-released'),
    ('encounter.test-minutes'), ('encounter.prescriptions'), ('encounter.dispensed') on conflict do nothing;
insert into tally.change (area_code, series_no, day, n)
select '@' || lpad(v.institution_id::text, 19, '0'), series.series_no, v.day, sum(what.n)
  from encounter.visit v
 cross join lateral (
    select 'encounter.visits' as name, 1::bigint as n where v.state <> 'CANCELLED'
    union all select 'encounter.started', 1 where v.started_at is not null
    union all select 'encounter.waiting-minutes', greatest(0, floor(extract(epoch from v.started_at - v.arrived_at) / 60))::bigint
      where v.started_at is not null
    union all select 'encounter.finished', 1 where v.state = 'FINISHED'
    union all select 'encounter.left', 1 where v.state = 'CANCELLED'
    union all select 'encounter.tests-released', 1 from encounter.laboratory_order o
      where o.person_key = v.person_key and o.visit_id = v.visit_id and o.state = 'RELEASED'
    union all select 'encounter.tests-ordered', 1 from encounter.laboratory_order o
      where o.person_key = v.person_key and o.visit_id = v.visit_id and o.state <> 'CANCELLED'
    union all select 'encounter.test-minutes', greatest(0, floor(extract(epoch from o.released_at - o.sampled_at) / 60))::bigint
      from encounter.laboratory_order o
      where o.person_key = v.person_key and o.visit_id = v.visit_id and o.state = 'RELEASED'
    union all select 'encounter.prescriptions', 1 from encounter.prescription m
      where m.person_key = v.person_key and m.visit_id = v.visit_id and m.state <> 'CANCELLED'
    union all select 'encounter.dispensed', 1 from encounter.prescription m
      where m.person_key = v.person_key and m.visit_id = v.visit_id and m.state = 'DISPENSED'
 ) what
  join tally.series using (name)
 group by 1, 2, 3;
