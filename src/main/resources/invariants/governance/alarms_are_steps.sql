-- Each reminder and escalation that was sent is one step in its item's history, and each such step was sent once.
select coalesce(a.shard, s.shard) as shard, coalesce(a.item_id, s.item_id) as item_id, a.alarm, s.step_no
  from governance.alarm a
  full join (select * from governance.step where move = 'alarm') s
    on s.shard = a.shard and s.item_id = a.item_id and s.step_no = a.step_no and s.title = a.title
 where a.alarm is null or s.step_no is null
