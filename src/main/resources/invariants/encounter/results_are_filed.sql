-- Every released test is a report in the record and has its values; every dispensed prescription is a dispense.
select o.person_key, 'report:' || o.order_id as request_key
  from encounter.laboratory_order o
 where o.state = 'RELEASED'
   and (not exists (select from record.entry e
                     where e.shard = o.person_key and e.request_key = 'report:' || o.order_id)
        or not exists (select from encounter.laboratory_result r
                        where r.person_key = o.person_key and r.order_id = o.order_id))
union all
select p.person_key, 'dispense:' || p.prescription_id
  from encounter.prescription p
 where p.state = 'DISPENSED'
   and not exists (select from record.entry e
                    where e.shard = p.person_key and e.request_key = 'dispense:' || p.prescription_id)
