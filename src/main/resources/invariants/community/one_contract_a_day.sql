-- Nobody, under whatever key, has two family-doctor contracts on one day.
with held as (
    select coalesce(alias.current_key, c.person_key) as person_key, c.contract_id, c.from_date,
           coalesce(c.ended_on, c.to_date) as until
      from community.contract c left join identity.alias on alias.retired_key = c.person_key
)
select a.person_key, a.contract_id, b.contract_id as other
  from held a join held b on b.person_key = a.person_key and b.contract_id > a.contract_id
 where a.from_date < b.until and b.from_date < a.until and a.until > a.from_date and b.until > b.from_date
