-- Answers of survey rounds are counted, each score and mode by itself: how many answers have it, and what they come to in
-- hundredths of a point. Those that were there before:
create temp table counted on commit drop as
select coalesce('@' || lpad(s.institution_id::text, 19, '0'), s.area_code) as area_code,
       'survey.' || r.questionnaire || '.' || replace(lower(s.mode), '_', '-') || '.' || score.key || what.name as name,
       (s.answered_at at time zone 'Asia/Shanghai')::date as day, sum(what.n)::bigint as n
  from survey.sample s join survey.round r on r.round_id = s.shard
 cross join lateral jsonb_each_text(s.scores) score
 cross join lateral (values ('.answers', 1), ('.points', round(score.value::numeric * 100))) what (name, n)
 where s.outcome = 'ANSWERED'
 group by 1, 2, 3;
insert into tally.series (name) select distinct name from counted on conflict do nothing;
insert into tally.change (area_code, series_no, day, n)
select area_code, series_no, day, n from counted join tally.series using (name);

-- The answers behind a figure of an institution or an area.
create index sample_by_institution on survey.sample (institution_id, answered_at) where outcome = 'ANSWERED';
create index sample_by_place on survey.sample (area_code, answered_at) where outcome = 'ANSWERED';
