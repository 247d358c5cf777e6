-- Who is cared for stands in her caregiver's list exactly while the plan does, and was given to a caregiver who was trained then.
select 'list' as what, coalesce(p.person_key, c.cared_key) as person_key
  from (select * from community.care_plan where to_date is null) p
  full join community.cared_for c
    on c.person_key = p.caregiver_key and c.cared_key = p.person_key and c.plan_id = p.plan_id
 where p.plan_id is null or c.plan_id is null
union all
select 'untrained', person_key from community.care_plan p
 where not exists (select from community.training t
                    where t.person_key = p.caregiver_key and t.qualifies_until >= p.from_date)
