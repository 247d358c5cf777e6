-- What was rated before ratings were counted by day.
insert into tally.series (name) values ('survey.ratings'), ('survey.satisfied'), ('survey.service-stars'),
    ('survey.waiting-stars'), ('survey.result-stars') on conflict do nothing;
insert into tally.change (area_code, series_no, day, n)
select '@' || lpad(r.institution_id::text, 19, '0'), series.series_no, (r.rated_at at time zone 'Asia/Shanghai')::date, sum(what.n)
  from survey.received r
 cross join lateral (values ('survey.ratings', 1), ('survey.satisfied', (least(service, waiting, result) >= 4)::int),
     ('survey.service-stars', service), ('survey.waiting-stars', waiting), ('survey.result-stars', result)) what (name, n)
  join tally.series using (name)
 group by 1, 2, 3 having sum(what.n) > 0;
