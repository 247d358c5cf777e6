-- In whose lists a person stood, once a day: what each resident is shown of the lists that are one entry of the log. Of a
-- list of more people than this holds, the entry's own set is asked (access.set_holds).
create table access.listed (
    person_key bigint not null,
    day date not null,
    actor_id text not null,
    what text not null,
    first_at timestamptz not null,
    actor_name text not null,
    institution_id bigint,
    purpose text not null,
    primary key (person_key, day, actor_id, what)
);

create index reading_of_many on access.reading (at) where people_count > 1000;

-- Whether a sorted set of keys, eight bytes each, holds one: a search by halves, which reads a few bytes of a set that lies apart.
create function access.set_holds(set_keys bytea, wanted bigint) returns boolean language plpgsql immutable strict as $$
declare
    low int := 0;
    high int := octet_length(set_keys) / 8 - 1;
    middle int;
    found bigint;
begin
    while low <= high loop
        middle := (low + high) / 2;
        found := ('x' || encode(substring(set_keys from middle * 8 + 1 for 8), 'hex'))::bit(64)::bigint;
        if found = wanted then
            return true;
        elsif found < wanted then
            low := middle + 1;
        else
            high := middle - 1;
        end if;
    end loop;
    return false;
end $$;

insert into access.listed (person_key, day, actor_id, what, first_at, actor_name, institution_id, purpose)
select key, (at at time zone 'Asia/Shanghai')::date, actor_id, what, at, actor_name, institution_id, purpose
  from access.reading
       cross join lateral generate_series(0, people_count - 1) as place (n)
       cross join lateral (select ('x' || encode(substring(set_keys from n * 8 + 1 for 8), 'hex'))::bit(64)::bigint) as one (key)
 where people_count <= 1000 and set_keys is not null
 order by reading_id
on conflict do nothing;

do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        revoke update, delete on access.listed from kangcheng_app;
    end if;
end $$;
