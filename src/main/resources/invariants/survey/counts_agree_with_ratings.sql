-- The counted stars of an institution's day are the sums of its ratings.
select coalesce(c.institution_id, r.institution_id) as institution_id, coalesce(c.day, r.day) as day,
       c.ratings, r.ratings as rated
  from survey.rating_count c
  full join (
       select institution_id, day, count(*) as ratings, sum(service) as service, sum(waiting) as waiting,
              sum(result) as result
         from survey.rating group by institution_id, day) r
    on r.institution_id = c.institution_id and r.day = c.day
 where (c.ratings, c.service_stars, c.waiting_stars, c.result_stars)
       is distinct from (r.ratings, r.service, r.waiting, r.result)
