-- A decided case says who decided and when, an open one neither; and both its people exist.
select c.case_id
  from identity.steward_case c
  left join identity.person p on p.person_key = c.person_key
  left join identity.person o on o.person_key = c.other_key
 where (c.decision is null) <> (c.decided_at is null)
    or (c.decision is null) <> (c.decided_by is null)
    or p.person_key is null
    or (c.other_key is not null and o.person_key is null)
