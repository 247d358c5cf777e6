-- The counted stars of a department's month are those of its ratings.
select coalesce(c.institution_id, r.institution_id) as institution_id, coalesce(c.month, r.month) as month,
       coalesce(c.question, r.question) as question, coalesce(c.stars, r.stars) as stars, c.ratings, r.ratings as rated
  from survey.star_count c
  full join (
       select o.institution_id, o.department_id, date_trunc('month', o.day)::date as month, q.question, q.stars,
              count(*) as ratings
         from survey.rating o
        cross join lateral (values ('SERVICE', o.service), ('WAITING', o.waiting), ('RESULT', o.result)) q (question, stars)
        group by o.institution_id, o.department_id, date_trunc('month', o.day)::date, q.question, q.stars) r
    on r.institution_id = c.institution_id and r.department_id = c.department_id and r.month = c.month
   and r.question = c.question and r.stars = c.stars
 where c.ratings is distinct from r.ratings
