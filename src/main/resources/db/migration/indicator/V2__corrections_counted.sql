-- Changed details of residents are counted as they happen. Those that were there before:
create temp table counted on commit drop as
select area_code, 'people.' || lower(kind) as name, (at at time zone 'Asia/Shanghai')::date as day, count(*) as n
  from identity_pub.correction where area_code is not null and kind is not null group by 1, 2, 3;
insert into tally.series (name) select distinct name from counted on conflict do nothing;
insert into tally.change (area_code, series_no, day, n)
select area_code, series_no, day, n from counted join tally.series using (name);
