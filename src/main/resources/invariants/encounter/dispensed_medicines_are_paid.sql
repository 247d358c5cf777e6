-- No medicine was handed out that was not paid.
select p.person_key, p.prescription_id, f.state
  from encounter.prescription p
  join encounter.fee f on f.person_key = p.person_key and f.kind = 'MEDICINE' and f.subject_id = p.prescription_id
 where p.state = 'DISPENSED' and f.state <> 'PAID'
