-- What modules above may read of many people at once. One person is asked for by People.
create schema if not exists identity_pub;
create view identity_pub.person as
    select person_key, name, sex, birth_date, area_code, id_type, verified, deceased_on from identity.person;
create view identity_pub.resident as
    select area_code, person_key from identity.resident;
create view identity_pub.resident_count as
    select area_code, residents from identity.resident_count;

do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        revoke insert, update, delete on identity_pub.person, identity_pub.resident, identity_pub.resident_count
            from kangcheng_app;
    end if;
end $$;
