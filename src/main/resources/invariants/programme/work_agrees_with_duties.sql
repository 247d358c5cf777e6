-- A duty stands in its person's list and in the list of work of the village where she lives, the same in both.
select person_key, service_no, duty.opens_on, work.opens_on as in_work
  from (select d.*, s.area_code from programme.duty d left join programme.subject s using (person_key)) duty
  full join programme.work work using (person_key, service_no)
 where duty.opens_on is distinct from work.opens_on or duty.due_on is distinct from work.due_on
    or duty.excluded is distinct from work.excluded or duty.area_code is distinct from work.area_code
union all
select d.person_key, d.service_no, d.opens_on, null
  from programme.duty d join identity.person p using (person_key) where not p.residence_known
