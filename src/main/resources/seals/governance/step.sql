-- 事项的办理经过: each step by its digest, which holds all that the step says and the digest of the step before.
select row(shard, item_id, step_no, encode(digest, 'hex'))::text
  from governance.step
 where tx >= :from::xid8 and tx < :to::xid8
 order by tx, shard, item_id, step_no
