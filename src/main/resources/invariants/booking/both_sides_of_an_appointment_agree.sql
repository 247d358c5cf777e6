-- An appointment stands the same at its institution and with its person.
select institution_id, appointment_id, at_institution.state as institution_says, with_person.state as person_says
  from booking.appointment at_institution
  full join (select * from booking.person_appointment where state not in ('HELD', 'RELEASED')) with_person
 using (institution_id, appointment_id, person_key, session_id, slot_no)
 where at_institution.state is distinct from with_person.state
