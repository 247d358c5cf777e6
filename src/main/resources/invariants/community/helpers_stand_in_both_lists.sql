-- A helper stands in the list of whom she helps exactly while she is the household's helper, and the household's head is known to be helped exactly then.
select 'list' as what, coalesce(h.helper_key, g.person_key) as person_key
  from (select * from community.helper where to_date is null) h
  full join community.helping g
    on g.person_key = h.helper_key and g.area_code = h.area_code and g.household_id = h.household_id
 where h.helper_id is null or g.household_id is null
union all
select 'fact', h.head_key
  from community.household h
  join community.helper p on p.area_code = h.area_code and p.household_id = h.household_id and p.to_date is null
 where not exists (select from programme.fact f
                    where f.person_key = h.head_key and f.kind = 'CONTRACT' and f.code = 'HOUSEHOLD_HELP'
                      and f.to_date is null)
