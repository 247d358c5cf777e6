-- Every visit is one entry of the record, in the state that it is in when it has ended.
select v.person_key, v.visit_id, v.state, e.status
  from encounter.visit v
  left join record.entry e
    on e.shard = v.person_key and e.entry_key = v.entry_key and e.request_key = 'visit:' || v.visit_id
 where e.entry_key is null
    or (v.ended_at is not null
        and e.status is distinct from case v.state when 'FINISHED' then 'finished' else 'cancelled' end)
