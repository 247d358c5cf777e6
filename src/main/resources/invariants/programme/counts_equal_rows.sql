-- The number of members, of excluded, of duties by the day they open and by the day they are due, of deliveries that count, in all, by their grade and by the grade of each person's latest of a year (under whichever of her keys), and of those that residents have not confirmed is, in each village, the number of the rows behind it.
with counted as (
    select area_code, series_no, day, sum(n) as n from (
        select area_code, series_no, day, n from tally.count where length(area_code) = 12
        union all
        select area_code, series_no, day, n from tally.change
    ) both_of_them group by 1, 2, 3 having sum(n) <> 0
), measured as (
    select area_code, 'programme.' || service_no || '.members' as name, date '1970-01-01' as day from programme.work
    union all
    select area_code, 'programme.' || service_no || '.excluded.' || excluded, date '1970-01-01'
      from programme.work where excluded is not null
    union all
    select area_code, 'programme.' || service_no || '.opens', opens_on from programme.work where excluded is null
    union all
    select area_code, 'programme.' || service_no || '.due', due_on from programme.work where excluded is null
    union all
    select area_code, 'programme.' || service_no || '.delivered', delivered_on
      from programme.delivery where voided_at is null and confirm in ('NONE', 'CONFIRMED')
    union all
    select area_code, 'programme.' || service_no || '.graded.' || grade, delivered_on
      from programme.delivery where grade is not null and voided_at is null and confirm in ('NONE', 'CONFIRMED')
    union all
    select area_code, 'programme.' || service_no || '.latest.' || grade, delivered_on
      from (select distinct on (coalesce(current_key, person_key), service_no, date_part('year', delivered_on)) *
              from programme.delivery left join identity.alias on retired_key = person_key
             where grade is not null and voided_at is null and confirm in ('NONE', 'CONFIRMED')
             order by coalesce(current_key, person_key), service_no, date_part('year', delivered_on), delivered_on desc,
                      delivery_id desc) latest
    union all
    select area_code, 'programme.' || service_no || '.unconfirmed.' || state, date '1970-01-01' from programme.unconfirmed
), rows as (
    select area_code, name, day, count(*) as n from measured group by 1, 2, 3
)
select area_code, name, day, counted.n as counted, rows.n as rows
  from (select area_code, name, day, n from counted join tally.series using (series_no) where name like 'programme.%') counted
  full join rows using (area_code, name, day)
 where counted.n is distinct from rows.n
