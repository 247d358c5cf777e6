-- A contract that nothing has ended stands in its team's list, and nothing else does.
select c.person_key, c.contract_id, t.contract_id as listed
  from (select * from community.contract where ended_on is null) c
  full join community.team_contract t
    on t.institution_id = c.institution_id and t.team_id = c.team_id and t.to_date = c.to_date
   and t.person_key = c.person_key and t.contract_id = c.contract_id
 where c.contract_id is null or t.contract_id is null
