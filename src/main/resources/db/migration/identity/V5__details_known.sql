-- What is known of each living resident, beside her village, and of how many in each village.
alter table identity.resident
    add column phone boolean not null default false,
    add column address boolean not null default false,
    add column documented boolean not null default false,
    add column verified boolean not null default false;
update identity.resident r
   set phone = p.phone_sealed is not null, address = p.address_sealed is not null, documented = p.id_sealed is not null,
       verified = p.verified
  from identity.person p where p.person_key = r.person_key;

alter table identity.resident_count
    add column phone bigint not null default 0,
    add column address bigint not null default 0,
    add column documented bigint not null default 0,
    add column verified bigint not null default 0,
    add column whole bigint not null default 0;
update identity.resident_count c
   set phone = r.phone, address = r.address, documented = r.documented, verified = r.verified, whole = r.whole
  from (select area_code, count(*) filter (where phone) as phone, count(*) filter (where address) as address,
               count(*) filter (where documented) as documented, count(*) filter (where verified) as verified,
               count(*) filter (where phone and address and documented and verified) as whole
          from identity.resident group by 1) r
 where r.area_code = c.area_code;

create or replace view identity_pub.resident as
    select area_code, person_key, phone, address, documented, verified from identity.resident;
create or replace view identity_pub.resident_count as
    select area_code, residents, phone, address, documented, verified, whole from identity.resident_count;
