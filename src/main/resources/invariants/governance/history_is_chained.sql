-- Each step of an item holds the digest of itself and of the step before; none is missing, and the item holds the last one's.
select shard, item_id, step_no, 'step' as what from (
    select s.*, row_number() over by_item as n,
           governance.step_digest(lag(digest, 1, ''::bytea) over by_item, shard, item_id, step_no, at, by_id, by_name, move,
               title, from_state, to_state, note, detail) as fits
      from governance.step s
    window by_item as (partition by shard, item_id order by step_no)
) chained where digest <> fits or step_no <> n
union all
select shard, item_id, steps, 'item'
  from governance.item i
 where digest is distinct from (
    select digest from governance.step s where s.shard = i.shard and s.item_id = i.item_id and s.step_no = i.steps)
union all
select shard, item_id, max(step_no), 'steps without their item'
  from governance.step s
 where not exists (select from governance.item i where i.shard = s.shard and i.item_id = s.item_id)
 group by shard, item_id
