-- Which other keys are the same person today: of a retired key the current one and whatever else was merged into it.
create view identity_pub.same_person (person_key, other_key) as
    select retired_key, current_key from identity.alias
    union all
    select current_key, retired_key from identity.alias
    union all
    select one.retired_key, other.retired_key
      from identity.alias one join identity.alias other using (current_key)
     where one.retired_key <> other.retired_key;

do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        revoke insert, update, delete on identity_pub.same_person from kangcheng_app;
    end if;
end $$;
