-- Where another module's single statement reads a person and must log it in the same breath, it inserts here:
--   insert into access_pub.reading_entry (person_key, reading_id, at, actor_kind, actor_id, actor_name,
--       institution_id, what, purpose) …
-- A view, not a function: the insert is rewritten into the caller's own plan, and stays legal on distributed tables.
-- Everybody else calls Readings. Nothing can be read, changed or removed through it.
create schema access_pub;
create view access_pub.reading_entry as
    select person_key, reading_id, at, actor_kind, actor_id, actor_name, institution_id, what, purpose
      from access.reading;

do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        revoke select, update, delete on access_pub.reading_entry from kangcheng_app;
    end if;
end $$;
