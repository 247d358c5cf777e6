create schema definition;

-- Every text that was ever put in force, of every engine; never changed. Small, the same everywhere.
create table definition.version (
    engine text not null,
    id text not null,
    version int not null,
    file text not null,
    text text not null,
    put_in_force_at timestamptz not null,
    put_in_force_by text not null,
    primary key (engine, id, version)
);

do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        revoke update, delete on definition.version from kangcheng_app;
    end if;
end $$;
