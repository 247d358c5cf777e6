-- A session has as many numbers as it was made with, from 1 on without a gap.
select institution_id, session_id, capacity, count(slot_no) as numbers, min(slot_no) as first, max(slot_no) as last
  from booking.session
  left join booking.slot using (institution_id, session_id)
 group by institution_id, session_id, capacity
having count(slot_no) <> capacity or min(slot_no) <> 1 or max(slot_no) <> capacity
