create view identity_pub.granted_status as
    select person_key, kind, from_date, to_date from identity.granted_status;

do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        revoke insert, update, delete on identity_pub.granted_status from kangcheng_app;
    end if;
end $$;
