-- What was claimed and found stands for valid deliveries only; what differs is on its village's list; both are counted as they stand.
with counted as (
    select area_code, name, day, sum(n) as n from (
        select area_code, series_no, day, n from tally.count where length(area_code) = 12
        union all
        select area_code, series_no, day, n from tally.change
    ) both_of_them join tally.series using (series_no)
     where name like 'claim.%' group by 1, 2, 3 having sum(n) <> 0
), rows as (
    select area_code, 'claim.' || service_no || '.' || line || '.compared' as name, found_on as day, count(*) as n
      from programme.claim group by 1, 2, 3
    union all
    select area_code, 'claim.' || service_no || '.' || line || '.differing', found_on, count(*)
      from programme.disagreement group by 1, 2, 3
)
select area_code, name, day::text, counted.n::text as one, rows.n::text as other
  from counted full join rows using (area_code, name, day)
 where counted.n is distinct from rows.n
union all
select coalesce(c.area_code, d.area_code), coalesce(c.line, d.line), coalesce(c.found_on, d.found_on)::text, c.found, d.found
  from (select * from programme.claim where differs) c
  full join programme.disagreement d using (person_key, delivery_id, line)
 where c.person_key is null or d.person_key is null or c.area_code <> d.area_code or c.service_no <> d.service_no
    or c.found <> d.found or c.claimed <> d.claimed
union all
select c.area_code, c.line, c.found_on::text, 'voided', c.found
  from programme.claim c join programme.delivery v using (person_key, delivery_id)
 where v.voided_at is not null
