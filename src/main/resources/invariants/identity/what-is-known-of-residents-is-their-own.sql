-- What a village's list says to be known of a resident is what her own row has.
select r.area_code, r.person_key
  from identity.resident r
  join identity.person p on p.person_key = r.person_key
 where (r.phone, r.address, r.documented, r.verified)
    is distinct from (p.phone_sealed is not null, p.address_sealed is not null, p.id_sealed is not null, p.verified)
