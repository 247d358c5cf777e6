-- An item is in the state that its last step led to, and each step began where the one before ended.
select shard, item_id, step_no from (
    select shard, item_id, step_no, from_state,
           lag(to_state, 1, '') over (partition by shard, item_id order by step_no) as before
      from governance.step
) walked where from_state <> before
union all
select i.shard, i.item_id, i.steps
  from governance.item i
  join governance.step s on s.shard = i.shard and s.item_id = i.item_id and s.step_no = i.steps
 where s.to_state <> i.state
