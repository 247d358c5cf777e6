-- An institution reads each rating of its visits as it was given, and no other.
select coalesce(r.institution_id, i.institution_id) as institution_id, coalesce(r.visit_id, i.visit_id) as visit_id
  from survey.rating r
  full join survey.received i on i.institution_id = r.institution_id and i.visit_id = r.visit_id
 where r.visit_id is null or i.visit_id is null
    or (r.department_id, date_trunc('month', r.day)::date, r.service, r.waiting, r.result, r.comment, r.rated_at)
       is distinct from (i.department_id, i.month, i.service, i.waiting, i.result, i.comment, i.rated_at)
