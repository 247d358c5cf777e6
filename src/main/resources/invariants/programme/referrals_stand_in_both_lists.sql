-- A referral stands with its person and on the list of the institution that is to take her, and is of a record of hers.
select 'not on its institution''s list' as what, r.person_key, r.referral_id
  from programme.referral r
 where not exists (select from programme.referral_to t
                    where t.institution_id = r.institution_id and t.issued_on = r.issued_on
                      and t.person_key = r.person_key and t.referral_id = r.referral_id)
union all
select 'of nobody', t.person_key, t.referral_id
  from programme.referral_to t
 where not exists (select from programme.referral r
                    where r.person_key = t.person_key and r.referral_id = t.referral_id
                      and r.institution_id = t.institution_id and r.issued_on = t.issued_on)
union all
select 'of no record', r.person_key, r.referral_id
  from programme.referral r
 where not exists (select from programme.delivery d where d.person_key = r.person_key and d.delivery_id = r.delivery_id)
