create schema document;

-- 文书模板: each version that an official put in force; the newest holds. No content: the shipped one holds again.
create table document.template (
    template text not null,
    version int not null check (version > 0),
    content bytea check (length(content) <= 5242880),
    file_name text not null,
    by_whom text not null,
    at timestamptz not null,
    primary key (template, version)
);

do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        revoke update, delete on document.template from kangcheng_app;
    end if;
end $$;
