-- A person holds a status of one kind once at a time, and exists.
select s.person_key, s.kind, s.from_date
  from identity.granted_status s
  left join identity.granted_status t
    on t.person_key = s.person_key and t.kind = s.kind and t.from_date > s.from_date
   and (s.to_date is null or t.from_date < s.to_date)
  left join identity.person p on p.person_key = s.person_key
 where t.person_key is not null or p.person_key is null
