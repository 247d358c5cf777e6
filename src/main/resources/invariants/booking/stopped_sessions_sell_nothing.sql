-- A stopped session has no number to sell and nobody waiting, and only its numbers are stopped.
select institution_id, session_id, slot_no, session.status, slot.state
  from booking.session
  join booking.slot using (institution_id, session_id)
 where (session.status = 'STOPPED' and slot.state in ('FREE', 'HELD'))
    or (session.status = 'OPEN' and slot.state = 'STOPPED')
union all
select institution_id, session_id, slot_no, session.status, appointment.state
  from booking.session
  join booking.appointment using (institution_id, session_id)
 where session.status = 'STOPPED' and appointment.state in ('BOOKED', 'CHECKED_IN')
