-- A number that is held now is held for somebody.
select institution_id, session_id, slot_no, held_by
  from booking.slot
 where state = 'HELD' and held_until > now()
   and not exists (select from booking.person_appointment
                    where person_appointment.institution_id = slot.institution_id
                      and person_appointment.appointment_id = slot.held_by
                      and person_appointment.state = 'HELD')
