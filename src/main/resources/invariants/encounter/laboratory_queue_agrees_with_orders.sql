-- The laboratory owes a result for exactly the samples that were taken and not released.
select coalesce(o.person_key, q.person_key) as person_key, coalesce(o.order_id, q.order_id) as order_id, q.sample_no
  from (select * from encounter.laboratory_order where state = 'SAMPLED') o
  full join encounter.laboratory_queue q
    on (q.institution_id, q.sample_no) = (o.institution_id, o.sample_no)
 where (o.person_key, o.order_id, o.test_code) is distinct from (q.person_key, q.order_id, q.test_code)
