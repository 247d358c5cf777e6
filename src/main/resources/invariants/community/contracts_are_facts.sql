-- The coverage engine knows each family-doctor contract, from its first day to its last, and no other.
with held as (
    select coalesce(alias.current_key, c.person_key) as person_key, c.from_date, coalesce(c.ended_on, c.to_date) as until
      from community.contract c left join identity.alias on alias.retired_key = c.person_key
     where coalesce(c.ended_on, c.to_date) > c.from_date
), told as (
    select coalesce(alias.current_key, f.person_key) as person_key, f.from_date, f.to_date as until
      from programme.fact f left join identity.alias on alias.retired_key = f.person_key
     where f.kind = 'CONTRACT' and f.code = 'FAMILY_DOCTOR'
)
(select 'not told' as what, * from (select * from held except select * from told) missing)
union all
(select 'not held' as what, * from (select * from told except select * from held) surplus)
