-- A key that stands for a retired one is not retired itself, and both are people.
select a.retired_key, a.current_key
  from identity.alias a
  left join identity.alias b on b.retired_key = a.current_key
  left join identity.person retired on retired.person_key = a.retired_key
  left join identity.person current on current.person_key = a.current_key
 where b.retired_key is not null or retired.person_key is null or current.person_key is null
