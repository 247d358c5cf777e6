-- The application's own role may read and write rows, never change tables. What it may not even write (the access log,
-- the ledger) each module takes back in its own migration.
do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        alter default privileges grant usage on schemas to kangcheng_app;
        alter default privileges grant select, insert, update, delete on tables to kangcheng_app;
        alter default privileges grant usage on sequences to kangcheng_app;
        alter default privileges grant execute on functions to kangcheng_app;
    end if;
end $$;

create schema event;

-- Spring Modulith's publication registry (schema v2), a local table: what has been told and not yet heard.
create table event.event_publication (
    id uuid primary key,
    listener_id text not null,
    event_type text not null,
    serialized_event text not null,
    publication_date timestamptz not null,
    completion_date timestamptz,
    status text,
    completion_attempts int,
    last_resubmission_date timestamptz
);
create index on event.event_publication using hash (serialized_event);
create index on event.event_publication (completion_date);
