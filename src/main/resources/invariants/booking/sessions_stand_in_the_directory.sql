-- Each session is held by a department and, where one is named, a practitioner that the directory knows.
select institution_id, session_id, session.department_id, session.practitioner_id
  from booking.session
  left join directory.department using (institution_id, department_id)
  left join directory.practitioner using (institution_id, practitioner_id)
 where department.department_id is null
    or (session.practitioner_id is not null and practitioner.practitioner_id is null)
