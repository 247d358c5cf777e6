-- Nobody, under whatever key, has two live numbers in one department on one day.
select coalesce(alias.current_key, person_key) as person_key, day, institution_id, department_id, count(*) as numbers
  from booking.person_appointment
  left join identity.alias on alias.retired_key = person_key
 where state in ('BOOKED', 'CHECKED_IN')
 group by coalesce(alias.current_key, person_key), day, institution_id, department_id
having count(*) > 1
