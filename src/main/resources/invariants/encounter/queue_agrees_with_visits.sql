-- The list of an institution's day holds each of its visits once, as it is.
select coalesce(v.person_key, q.person_key) as person_key, coalesce(v.visit_id, q.visit_id) as visit_id,
       v.state, q.state as queue_state
  from encounter.visit v
  full join encounter.queue q
    on (q.institution_id, q.day, q.visit_id) = (v.institution_id, v.day, v.visit_id)
 where (v.person_key, v.department_id, v.practitioner_id, v.queue_no, v.state)
       is distinct from (q.person_key, q.department_id, q.practitioner_id, q.queue_no, q.state)
