-- The residents counted of each village are as many as its rows.
select coalesce(r.area_code, c.area_code) as area_code, r.people, c.residents
  from (select area_code, count(*) as people from identity.resident group by area_code) r
  full join identity.resident_count c on c.area_code = r.area_code
 where coalesce(r.people, 0) <> coalesce(c.residents, 0)
