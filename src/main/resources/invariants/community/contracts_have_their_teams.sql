-- A contract is signed with a team that exists, and a village has a team that is open.
select 'contract' as what, person_key::text as of from community.contract c
 where not exists (select from community.team t where t.institution_id = c.institution_id and t.team_id = c.team_id)
union all
select 'village', area_code from community.team_area a
 where not exists (select from community.team t
                    where t.institution_id = a.institution_id and t.team_id = a.team_id and t.closed_on is null)
