-- A number is sold exactly when one appointment keeps it, and it names that appointment: none sold twice, none lost.
select institution_id, session_id, slot_no, slot.appointment_id as slot_says, kept.appointment_id as appointment_says
  from (select institution_id, session_id, slot_no, appointment_id from booking.slot where state = 'BOOKED') slot
  full join (select institution_id, session_id, slot_no, appointment_id from booking.appointment
              where state in ('BOOKED', 'CHECKED_IN', 'FULFILLED', 'NO_SHOW')) kept
 using (institution_id, session_id, slot_no)
 where slot.appointment_id is distinct from kept.appointment_id
