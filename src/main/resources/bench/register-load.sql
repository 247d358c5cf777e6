-- A year of a city's items, each gone as far as its days allow: eleven steps when it is closed. Parts are separated by lines
-- of "---": what is to be loaded is planned; it is laid in, a range of places at a time; it is counted.
-- The rules stay as they are: every key and constraint is checked, every step is chained by the platform's own function, and
-- the counts are made from the rows that then lie there. Only alarms are left out, so that nothing rings for what is loaded.
create schema if not exists bench;
drop table if exists bench.path, bench.kind, bench.clinic, bench.item;
-- The chain as an aggregate: each step's digest over the one before, by the function that the platform's moves call.
create or replace aggregate bench.chained(
    shard bigint, item_id bigint, step_no int, at timestamptz, by_id text, by_name text, move text, title text,
    from_state text, to_state text, note text, detail jsonb) (
    sfunc = governance.step_digest, stype = bytea, initcond = '');
create or replace function bench.lot(n bigint, of_what int, below bigint) returns bigint language sql immutable
    return (hashint8extended(n, of_what) & 9223372036854775807) % below;
create table bench.path (
    kind int, step_no int, move text, title text, from_state text, to_state text, typed jsonb not null default '{}',
    adds jsonb not null default '{}', made jsonb, primary key (kind, step_no));
insert into bench.path (kind, step_no, move, title, from_state, to_state) values
    (0, 1, 'open', '登记', '', 'received'), (0, 2, 'dispatch', '派单', 'received', 'dispatched'),
    (0, 3, 'return', '退单', 'dispatched', 'received'), (0, 4, 'dispatch', '派单', 'received', 'dispatched'),
    (0, 5, 'accept', '签收', 'dispatched', 'working'), (0, 6, 'ask-extension', '申请延期', 'working', 'extending'),
    (0, 7, 'grant-extension', '同意延期', 'extending', 'working'), (0, 8, 'reply', '答复', 'working', 'replied'),
    (0, 9, 'approve', '审核通过', 'replied', 'calling'), (0, 10, 'comment', '留言', 'calling', 'calling'),
    (0, 11, 'satisfied', '回访满意', 'calling', 'closed'),
    (1, 1, 'open', '登记', '', 'offered'), (1, 2, 'grab', '抢单', 'offered', 'taken'),
    (1, 3, 'give-back', '放弃', 'taken', 'offered'), (1, 4, 'grab', '抢单', 'offered', 'taken'),
    (1, 5, 'answer', '答复', 'taken', 'answered'), (1, 6, 'not-content', '不满意', 'answered', 'taken'),
    (1, 7, 'answer', '答复', 'taken', 'answered'), (1, 8, 'not-content', '不满意', 'answered', 'taken'),
    (1, 9, 'answer', '答复', 'taken', 'answered'), (1, 10, 'comment', '留言', 'answered', 'answered'),
    (1, 11, 'content-with', '满意', 'answered', 'closed'),
    (2, 1, 'open', '登记', '', 'told'), (2, 2, 'accept', '核实属实', 'told', 'mending'),
    (2, 3, 'submit', '提交整改', 'mending', 'submitted'), (2, 4, 'refuse', '复核退回', 'submitted', 'mending'),
    (2, 5, 'submit', '提交整改', 'mending', 'submitted'), (2, 6, 'refuse', '复核退回', 'submitted', 'mending'),
    (2, 7, 'submit', '提交整改', 'mending', 'submitted'), (2, 8, 'refuse', '复核退回', 'submitted', 'mending'),
    (2, 9, 'submit', '提交整改', 'mending', 'submitted'), (2, 10, 'comment', '留言', 'submitted', 'submitted'),
    (2, 11, 'confirm', '复核通过', 'submitted', 'closed');
update bench.path set typed = '{"resolved": "已解决"}' where kind = 0 and move = 'reply';
update bench.path set typed = '{"rating": "满意"}' where kind = 0 and move = 'satisfied';
update bench.path set adds = '{"accepted": 1, "accepted-in-time": 1}' where kind = 0 and step_no >= 5;
update bench.path set adds = adds || '{"replied": 1, "replied-in-time": 1}' where kind = 0 and step_no >= 8;
update bench.path set adds = adds || '{"archived": 1, "valid": 1, "satisfied": 1, "returned": 1, "extended": 1}'
 where kind = 0 and step_no = 11;
update bench.path p set made = (
    select coalesce(jsonb_object_agg(move, jsonb_build_object('by', 'STAFF:bench', 'times', times, 'late', 0)), '{}')
      from (select move, count(*) as times from bench.path e
             where e.kind = p.kind and e.step_no <= p.step_no and move not in ('open', 'comment') group by move) before);
create table bench.kind as
    select kind, register_no, version, prefix, fields
      from (values (0, 'hotline', 'RX', '{"phone": "100******01", "category": "投诉", "urgent": false, "content": "候诊时间长"}'::jsonb),
                   (1, 'suggestion', 'JY', '{"topic": "就医体验", "content": "增设导诊台"}'::jsonb),
                   (2, 'poor-rating', 'CP', '{"service": 1, "waiting": 2, "result": 3}'::jsonb))
           loaded (kind, id, prefix, fields)
      join governance.register using (id);
create table bench.clinic as
    select row_number() over (order by institution_id) - 1 as i, institution_id, area_code
      from directory.institution where kind = 'PRIMARY';
-- In the order of their keys, so that each range of places lies together on the disk as well.
create unlogged table bench.item (
    place bigint primary key, n bigint, id bigint, kind int, unit bigint, area text, opened_on date, opened timestamptz,
    last int);
---
insert into bench.item (place, n, id, kind, unit, area, opened_on, opened, last)
select row_number() over (order by id), n, id, kind, institution_id, area_code, opened_on,
       (opened_on + time '08:00' + bench.lot(n, 4, 36000) * interval '1 second') at time zone 'Asia/Shanghai',
       least(11, :today::date - opened_on)
  from (select n, 1 + bench.lot(n, 42, 9223372036854775806) as id, bench.lot(n, 2, (select count(*) from bench.clinic)) as i,
               (array[0, 0, 0, 1, 2])[1 + bench.lot(n, 1, 5)::int] as kind, :today::date - 1 - bench.lot(n, 3, 365)::int as opened_on
          from generate_series(1, :items::bigint) n) planned
  join bench.clinic using (i)
---
with walked as (
    select id, n, step_no, opened + (step_no - 1) * interval '1 day' as at, move, path.title, from_state, to_state,
           case when step_no = 1 then jsonb_build_object('title', '装载的事项 ' || n, 'fields', fields)
                when typed = '{}' then '{}' else jsonb_build_object('fields', typed) end as detail
      from bench.item
      join bench.path on path.kind = item.kind and step_no <= last
      join bench.kind on kind.kind = item.kind
     where place between :first and :last
), stepped as (
    insert into governance.step (shard, item_id, step_no, at, by_id, by_name, move, title, from_state, to_state, note,
        detail, request_key, digest)
    select id, id, step_no, at, 'STAFF:bench', '装载', move, title, from_state, to_state, '', detail, '',
           bench.chained(id, id, step_no, at, 'STAFF:bench', '装载', move, title, from_state, to_state, '', detail)
               over (partition by id order by step_no rows unbounded preceding)
      from walked
    returning item_id, step_no, at, digest
)
insert into governance.item (shard, item_id, register_no, version, number, title, area_code, unit, opened_by, opener_name,
    opened_at, origin, state, steps, fields, made, working_days, promised_on, legal_on, next_on, near_on, closed_on, sums, digest)
select id, id, register_no, version, prefix || 'B' || n, '装载的事项 ' || n, area, unit, 'STAFF:bench', '装载', opened,
       'bench:' || n, path.to_state, last, case when last = 11 then fields || typed else fields end, made, false,
       opened_on + 13, opened_on + 13, case when last = 11 then date '9999-12-31' else opened_on + 9 end,
       case when last = 11 then date '9999-12-31' else opened_on + 7 end,
       case when last = 11 then (at at time zone 'Asia/Shanghai')::date end, adds, digest
  from bench.item
  join bench.kind using (kind)
  join bench.path on path.kind = item.kind and path.step_no = last
  join stepped on stepped.item_id = id and stepped.step_no = last
 where place between :first and :last
 order by id
---
set work_mem = '256MB';
insert into governance.unit (register_no, institution_id, area_code)
select distinct register_no, unit, clinic.area_code from governance.item join bench.clinic on institution_id = unit
 where origin like 'bench:%'
on conflict do nothing;
create temp table measured as
with alike as (
    select area_code, register_no, unit, (opened_at at time zone 'Asia/Shanghai')::date as opened_on, near_on, next_on,
           closed_on, promised_on, legal_on, sums, count(*) as items
      from governance.item where origin like 'bench:%' group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10
), counted as (
    select area_code, unit, 'governance.' || register_no as series, what, day, each * items as n
      from alike cross join lateral (
           select 'OPENED' as what, opened_on as day, 1::bigint as each
            union all select 'OPEN', date '1970-01-01', 1 where closed_on is null
            union all select 'NEAR', near_on, 1 where closed_on is null
            union all select 'DUE', next_on, 1 where closed_on is null
            union all select 'CLOSED', closed_on, 1 where closed_on is not null
            union all select 'KEPT', closed_on, 1 where closed_on <= promised_on
            union all select 'LIMITED', closed_on, 1 where closed_on is not null
            union all select 'EARLY_DAYS', closed_on, legal_on - closed_on where closed_on is not null
            union all select 'SUM.' || key, closed_on, value::bigint from jsonb_each_text(sums) where closed_on is not null) said
    union all
    select area_code, unit, 'register.' || register_no, key, date '1970-01-01', value::bigint * items
      from alike cross join jsonb_each_text(sums)
)
select area_code, series || owner || '.' || what as name, day, sum(n) as n
  from counted cross join lateral (values (''), ('.u' || unit)) of_all_and_of_the_unit (owner)
 group by 1, 2, 3 having sum(n) <> 0;
insert into tally.series (name) select distinct name from measured on conflict do nothing;
insert into tally.count as c (area_code, series_no, day, n)
select left(area_code, len), series_no, day, sum(n)
  from measured join tally.series using (name), unnest(array[4, 6, 9, 12]) len
 where length(area_code) >= len
 group by 1, 2, 3
 order by 1, 2, 3
on conflict (area_code, series_no, day) do update set n = c.n + excluded.n;
drop table measured;
drop table bench.item;
reset work_mem;
analyze governance.item;
analyze governance.step;
analyze tally.count;
