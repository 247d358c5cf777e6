-- The number of ratings, of satisfied ones and of stars that is counted of each institution and day is that of the ratings it received; what is counted of the answers of survey rounds, each score and mode by itself, is what the samples say.
with counted as (
    select area_code, series_no, day, sum(n) as n from (
        select area_code, series_no, day, n from tally.count where length(area_code) in (12, 20)
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
    union all
    select coalesce('@' || lpad(s.institution_id::text, 19, '0'), s.area_code),
           'survey.' || r.questionnaire || '.' || replace(lower(s.mode), '_', '-') || '.' || score.key || what.name,
           (s.answered_at at time zone 'Asia/Shanghai')::date, sum(what.n)
      from survey.sample s join survey.round r on r.round_id = s.shard
     cross join lateral jsonb_each_text(s.scores) score
     cross join lateral (values ('.answers', 1), ('.points', round(score.value::numeric * 100))) what (name, n)
     where s.outcome = 'ANSWERED'
     group by 1, 2, 3 having sum(what.n) <> 0
)
select area_code, name, day, counted.n as counted, rows.n as rows
  from (select area_code, name, day, n from counted join tally.series using (series_no)
         where name in ('survey.ratings', 'survey.satisfied', 'survey.service-stars', 'survey.waiting-stars',
                        'survey.result-stars')
            or name like 'survey.%.answers' or name like 'survey.%.points') counted
  full join rows using (area_code, name, day)
 where counted.n is distinct from rows.n
