-- No service of a family-doctor contract or of home care counts that its resident did not confirm.
select d.person_key, d.delivery_id
  from programme.delivery d
  join programme.service s on s.service_no = d.service_no
  join programme.programme p on p.programme_no = s.programme_no
 where (p.id = 'family-doctor' or (p.id = 'home-care' and s.id = 'neighbour')) and d.voided_at is null and d.confirm = 'NONE'
