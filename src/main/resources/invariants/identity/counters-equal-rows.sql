-- The residents counted of each village, in all and those of whom this and that is known, are as many as its rows.
select coalesce(r.area_code, c.area_code) as area_code, r.people, r.known, c.residents,
       array[c.phone, c.address, c.documented, c.verified, c.whole] as counted
  from (select area_code, count(*) as people,
               array[count(*) filter (where phone), count(*) filter (where address), count(*) filter (where documented),
                     count(*) filter (where verified),
                     count(*) filter (where phone and address and documented and verified)] as known
          from identity.resident group by area_code) r
  full join identity.resident_count c on c.area_code = r.area_code
 where coalesce(r.people, 0) <> coalesce(c.residents, 0)
    or coalesce(r.known, array[0, 0, 0, 0, 0]::bigint[])
       <> coalesce(array[c.phone, c.address, c.documented, c.verified, c.whole], array[0, 0, 0, 0, 0]::bigint[])
