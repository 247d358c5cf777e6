-- Every entry has all its versions: those before the newest stand in the history, each once.
select e.shard, e.entry_key, e.version, count(v.version) as kept
  from record.entry e
  left join record.entry_version v using (shard, entry_key)
 group by e.shard, e.entry_key, e.version
having count(v.version) <> e.version - 1 or max(v.version) >= e.version;
