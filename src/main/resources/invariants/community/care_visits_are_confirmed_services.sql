-- A visit of a caregiver that has ended is one service that its resident confirmed by her code.
select v.person_key, v.visit_id from community.care_visit v
 where v.ended_at is not null
   and not exists (select from programme.delivery d
                    where d.delivery_id = v.delivery_id
                      and coalesce((select current_key from identity.alias where retired_key = d.person_key), d.person_key)
                        = coalesce((select current_key from identity.alias where retired_key = v.person_key), v.person_key)
                      and d.confirm = 'CONFIRMED')
