-- No number has two appointments that keep it.
select institution_id, session_id, slot_no, count(*) as appointments
  from booking.appointment
 where state in ('BOOKED', 'CHECKED_IN', 'FULFILLED', 'NO_SHOW')
 group by institution_id, session_id, slot_no
having count(*) > 1
