-- Each living person whose home is known and who was not merged into another is a resident of exactly the village in her
-- row; nobody else is one.
select p.person_key, p.area_code, r.area_code as listed
  from identity.person p
  full join identity.resident r on r.person_key = p.person_key
  left join identity.alias a on a.retired_key = p.person_key
 where (p.person_key is null)
    or (p.deceased_on is null and a.retired_key is null and p.residence_known) <> (r.person_key is not null)
    or p.area_code <> r.area_code
