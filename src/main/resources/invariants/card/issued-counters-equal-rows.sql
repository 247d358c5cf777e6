-- The number of issued cards of each village is the number of the rows behind it.
select area_code, coalesce(counter.issued, 0) as counted, coalesce(listed.people, 0) as listed
  from card.issued_count counter
  full join (select area_code, count(*) as people from card.issued group by area_code) listed using (area_code)
 where coalesce(counter.issued, 0) <> coalesce(listed.people, 0);
