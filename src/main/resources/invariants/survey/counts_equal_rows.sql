-- The number of ratings, of satisfied ones and of stars that is counted of each institution and day is that of the ratings it received.
with counted as (
    select area_code, series_no, day, sum(n) as n from (
        select area_code, series_no, day, n from tally.count where length(area_code) = 20
        union all
        select area_code, series_no, day, n from tally.change
    ) both_of_them group by 1, 2, 3 having sum(n) <> 0
), rows as (
    select '@' || lpad(r.institution_id::text, 19, '0') as area_code, what.name,
           (r.rated_at at time zone 'Asia/Shanghai')::date as day, sum(what.n) as n
      from survey.received r
     cross join lateral (values ('survey.ratings', 1), ('survey.satisfied', (least(service, waiting, result) >= 4)::int),
         ('survey.service-stars', service), ('survey.waiting-stars', waiting), ('survey.result-stars', result)) what (name, n)
     group by 1, 2, 3 having sum(what.n) <> 0
)
select area_code, name, day, counted.n as counted, rows.n as rows
  from (select area_code, name, day, n from counted join tally.series using (series_no)
         where name in ('survey.ratings', 'survey.satisfied', 'survey.service-stars', 'survey.waiting-stars',
                        'survey.result-stars')) counted
  full join rows using (area_code, name, day)
 where counted.n is distinct from rows.n
