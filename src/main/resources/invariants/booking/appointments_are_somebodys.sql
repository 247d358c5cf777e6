-- Each appointment is a resident's.
select person_key, institution_id, appointment_id
  from booking.person_appointment
 where not exists (select from identity.person where person.person_key = person_appointment.person_key)
