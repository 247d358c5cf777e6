-- Whose keys were merged counts once a year, and not once under each key: what was counted of the earlier ones is taken back.
create temp table twice on commit drop as
select area_code, 'programme.' || service_no || '.latest.' || grade as name, delivered_on as day, count(*) as n
  from (select distinct on (person_key, service_no, date_part('year', delivered_on)) *
          from programme.delivery
         where grade is not null and voided_at is null and confirm in ('NONE', 'CONFIRMED')
         order by person_key, service_no, date_part('year', delivered_on), delivered_on desc, delivery_id desc) latest
 where exists (select from identity_pub.same_person same
                 join programme.delivery later on later.person_key = same.other_key
                where same.person_key = latest.person_key and later.service_no = latest.service_no
                  and date_part('year', later.delivered_on) = date_part('year', latest.delivered_on)
                  and (later.delivered_on, later.delivery_id) > (latest.delivered_on, latest.delivery_id)
                  and later.grade is not null and later.voided_at is null and later.confirm in ('NONE', 'CONFIRMED'))
 group by 1, 2, 3;
insert into tally.change (area_code, series_no, day, n)
select area_code, series_no, day, -n from twice join tally.series using (name);
