-- Whoever a round of visits names had a finished visit at the institution that she is asked about; of a round of stays, one that ended within its days; of a round of households, whom a door of her own stands for; of a round of staff, an account that was opened for somebody, and no resident.
select s.shard, s.sample_no
  from survey.sample s join survey.round r on r.round_id = s.shard
 where r.target = 'VISITS'
   and not exists (
    select from encounter.visit v
     where v.visit_id = s.visit_id and v.institution_id = s.institution_id and v.state = 'FINISHED'
       and (v.person_key = s.person_key or exists (
           select from identity.alias a where a.retired_key = v.person_key and a.current_key = s.person_key)))
union all
select s.shard, s.sample_no
  from survey.sample s join survey.round r on r.round_id = s.shard
 where r.target = 'DISCHARGES'
   and (s.institution_id is null or s.visited_on is null or s.visited_on not between r.first_day and r.last_day)
union all
select s.shard, s.sample_no
  from survey.sample s join survey.round r on r.round_id = s.shard
 where (r.target = 'HOUSEHOLDS') <> (s.household is not null)
union all
select s.shard, s.sample_no
  from survey.sample s join survey.round r on r.round_id = s.shard
 where (r.target = 'STAFF') <> (s.account is not null)
    or s.account is not null and (s.institution_id is null
       or not exists (select from access.account a where a.account_id = s.account))
