-- A part lies in the tree of the item that it is a part of, and what must come before it lies there too.
select p.shard, p.item_id
  from governance.item p
 where p.parent is not null
   and not exists (select from governance.item w where w.shard = p.shard and w.item_id = p.parent)
union all
select p.shard, p.item_id
  from governance.item p, unnest(p.after) earlier
 where not exists (select from governance.item e where e.shard = p.shard and e.item_id = earlier and e.parent = p.parent)
