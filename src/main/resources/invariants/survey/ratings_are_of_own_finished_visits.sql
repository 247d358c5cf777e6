-- Every rating is of a finished visit of the same person.
select r.person_key, r.visit_id
  from survey.rating r
  left join encounter.visit v on v.person_key = r.person_key and v.visit_id = r.visit_id and v.state = 'FINISHED'
 where v.visit_id is null
