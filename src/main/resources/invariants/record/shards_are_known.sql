-- Every entry belongs to a known person, or to the institution that filed it.
select e.shard, e.entry_key from record.entry e
 where e.shard <> e.institution_id
   and not exists (select from identity.person p where p.person_key = e.shard);
