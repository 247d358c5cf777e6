-- Each of up to a thousand people of a list that was given out finds it among hers, and nobody finds one that she was not in.
with given as (
    select distinct key, (at at time zone 'Asia/Shanghai')::date as day, actor_id, what
      from access.reading
           cross join lateral generate_series(0, people_count - 1) as place (n)
           cross join lateral (select ('x' || encode(substring(set_keys from n * 8 + 1 for 8), 'hex'))::bit(64)::bigint) as one (key)
     where people_count <= 1000 and set_keys is not null
)
select coalesce(given.key, told.person_key) as person_key, coalesce(given.day, told.day) as day
  from given full join access.listed told
    on (told.person_key, told.day, told.actor_id, told.what) = (given.key, given.day, given.actor_id, given.what)
 where given.key is null or told.person_key is null;
