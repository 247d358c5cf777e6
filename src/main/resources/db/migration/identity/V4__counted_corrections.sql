-- What a changed detail was, and where it is counted: where the person was registered to live when it was changed;
-- nowhere when nobody knew.
--   CORRECTED  something wrong stood there
--   FILLED     nothing stood there
--   MOVED      she lives in another village now; her address goes with it and is not counted by itself
alter table identity.correction
    add column kind text check (kind in ('CORRECTED', 'FILLED', 'MOVED')),
    add column area_code text;
update identity.correction c
   set kind = case when field = 'AREA' then 'MOVED'
                   when field = 'ADDRESS' and exists (
                        select from identity.correction moved
                         where moved.person_key = c.person_key and moved.field = 'AREA' and moved.reason = c.reason
                           and moved.at between c.at - interval '1 second' and c.at) then null
                   when before_sealed is null then 'FILLED' else 'CORRECTED' end,
       area_code = case when p.residence_known then p.area_code end
  from identity.person p where p.person_key = c.person_key;
create index correction_by_place on identity.correction (area_code, at);

-- Without what stood there and what stands there now.
create view identity_pub.correction as
    select person_key, correction_id, at, actor, field, kind, area_code from identity.correction;

do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        revoke insert, update, delete on identity_pub.correction from kangcheng_app;
    end if;
end $$;
