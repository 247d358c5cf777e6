-- An institution's list of filings holds each of its entries that is not deleted, and no other.
select coalesce(e.shard, f.shard) as shard, coalesce(e.entry_key, f.entry_key) as entry_key
  from (select * from record.entry where not deleted) e
  full join (select * from record.filing where token = 0) f
    on f.shard = e.shard and f.entry_key = e.entry_key and f.change_key = e.change_key
       and f.institution_id = e.institution_id
 where e.shard is null or f.shard is null;
