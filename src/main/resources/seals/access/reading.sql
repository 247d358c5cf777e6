-- 访问日志: each reading of a person, as it was written.
select row(person_key, reading_id, extract(epoch from at), tx, actor_kind, actor_id, actor_name, institution_id, what,
           purpose, reason, people_count, encode(set_digest, 'hex'))::text
  from access.reading
 where tx >= :from::xid8 and tx < :to::xid8
 order by tx, person_key, reading_id
