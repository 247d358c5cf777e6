-- A programme that is over has no members and no duties.
select p.id, 'member' as what, m.person_key from programme.programme p join programme.membership m using (programme_no)
 where p.state = 'ENDED' and m.left_on is null
union all
select p.id, 'duty', d.person_key
  from programme.programme p join programme.service s using (programme_no) join programme.duty d using (service_no)
 where p.state = 'ENDED'
