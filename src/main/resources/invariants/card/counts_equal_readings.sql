-- What is counted of readings and of refused readings, of each institution, step and day, is the number of those that have been counted.
with counted as (
    select area_code, series_no, day, sum(n) as n from (
        select area_code, series_no, day, n from tally.count where length(area_code) = 20
        union all
        select area_code, series_no, day, n from tally.change
    ) both_of_them group by 1, 2, 3 having sum(n) <> 0
), measured as (
    select p.institution_id, u.care_step, u.at
      from card.point_use p join card.use_record u using (person_key, use_id)
     where p.tx < (select next_tx from card.counted_readings)
), rows as (
    select '@' || lpad(institution_id::text, 19, '0') as area_code, name,
           (at at time zone 'Asia/Shanghai')::date as day, count(*) as n
      from (select institution_id, 'card.read' as name, at from measured
            union all
            select institution_id, 'card.read.' || lower(care_step), at from measured
            union all
            select institution_id, 'card.refused', at from card.failed_reading
             where tx < (select next_tx from card.counted_readings)) each_once
     group by 1, 2, 3
)
select area_code, name, day, counted.n as counted, rows.n as rows
  from (select area_code, name, day, n from counted join tally.series using (series_no) where name like 'card.%') counted
  full join rows using (area_code, name, day)
 where counted.n is distinct from rows.n
