-- A year of a city's items, :items of them, each gone as far as its days allow: eleven steps when it is closed.
-- Parts are separated by lines of "---"; the part "load" is run for ranges of n, from :first to :last.
create schema if not exists bench;
drop table if exists bench.path, bench.town, bench.clinic;
create table bench.path (kind int, step_no int, move text, title text, from_state text, to_state text, primary key (kind, step_no));
insert into bench.path values
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
create table bench.town as
    select row_number() over (order by code) - 1 as i, code from directory.area where length(code) = 9;
create table bench.clinic as
    select row_number() over (order by institution_id) - 1 as i, institution_id, area_code from directory.institution where kind = 'PRIMARY';
alter table bench.town add primary key (i);
alter table bench.clinic add primary key (i);
analyze bench.path;
analyze bench.town;
analyze bench.clinic;
---
with recursive base as (
    select n, greatest(1, hashint8extended(n, 42) & x'7FFFFFFFFFFFFFFF'::bigint) as id,
           case n % 5 when 3 then 1 when 4 then 2 else 0 end as kind,
           town.code as area, clinic.institution_id as unit,
           (:today::date - (n % 365)::int + time '08:00' + (n % 36000) * interval '1 second') at time zone 'Asia/Shanghai' as opened
      from generate_series(:first::bigint, :last::bigint) n
      join bench.town on town.i = n % (select count(*) from bench.town)
      join bench.clinic on clinic.i = n % (select count(*) from bench.clinic)
), seed as (
    select base.*, register.register_no, register.version, definition.prefix, definition.fields
      from base
      join (values (0, 'hotline', 'RX', '{"phone": "100******01", "category": "投诉", "urgent": false, "content": "候诊时间长"}'::jsonb),
                   (1, 'suggestion', 'JY', '{"topic": "就医体验", "content": "增设导诊台"}'::jsonb),
                   (2, 'poor-rating', 'CP', '{"service": 1, "waiting": 2, "result": 3}'::jsonb))
           definition (kind, register_id, prefix, fields) using (kind)
      join governance.register on register.id = definition.register_id
), chain as (
    select seed.*, path.step_no, path.move, path.title, path.from_state, path.to_state, opened as at,
           governance.step_digest(''::bytea, id, id, 1, opened, 'STAFF:bench', '装载', path.move, path.title,
               path.from_state, path.to_state, '', fields) as digest
      from seed join bench.path on path.kind = seed.kind and path.step_no = 1
    union all
    select chain.n, chain.id, chain.kind, chain.area, chain.unit, chain.opened, chain.register_no, chain.version,
           chain.prefix, chain.fields, path.step_no, path.move, path.title, path.from_state, path.to_state,
           chain.opened + (path.step_no - 1) * interval '1 day',
           governance.step_digest(chain.digest, id, id, path.step_no, chain.opened + (path.step_no - 1) * interval '1 day',
               'STAFF:bench', '装载', path.move, path.title, path.from_state, path.to_state, '', '{}')
      from chain join bench.path on path.kind = chain.kind and path.step_no = chain.step_no + 1
     where chain.opened + (path.step_no - 1) * interval '1 day' <= :today::date + interval '1 day' - interval '8 hours'
), stepped as (
    insert into governance.step (shard, item_id, step_no, at, by_id, by_name, move, title, from_state, to_state, note,
        detail, request_key, digest)
    select id, id, step_no, at, 'STAFF:bench', '装载', move, title, from_state, to_state, '',
           case step_no when 1 then fields else '{}'::jsonb end, '', digest
      from chain
)
insert into governance.item (shard, item_id, register_no, version, number, title, area_code, unit, opened_by, opener_name,
    opened_at, origin, state, steps, fields, working_days, promised_on, legal_on, next_on, near_on, closed_on, digest)
select distinct on (id) id, id, register_no, version, prefix || 'B' || n, '装载的事项 ' || n, area, unit, 'STAFF:bench', '装载',
       opened, 'bench:' || n, to_state, step_no, fields, false, opened::date + 13, opened::date + 13,
       case when step_no = 11 then date '9999-12-31' else opened::date + 9 end,
       case when step_no = 11 then date '9999-12-31' else opened::date + 7 end,
       case when step_no = 11 then (at at time zone 'Asia/Shanghai')::date end, digest
  from chain order by id, step_no desc
---
insert into governance.unit (register_no, institution_id, area_code)
select distinct register_no, unit, clinic.area_code from governance.item join bench.clinic on institution_id = unit
on conflict do nothing;
create temp table measured as
with item as (
    select *, 'governance.' || register_no || '.' as name, 'governance.' || register_no || '.u' || unit || '.' as unit_name,
           (opened_at at time zone 'Asia/Shanghai')::date as opened_on
      from governance.item where origin like 'bench:%'
), each as (
    select area_code, name, unit_name, 'OPENED' as what, opened_on as day, 1::bigint as n from item
    union all
    select area_code, name, unit_name, 'OPEN', date '1970-01-01', 1 from item where closed_on is null
    union all
    select area_code, name, unit_name, 'NEAR', near_on, 1 from item where closed_on is null and next_on < '9999-12-31'
    union all
    select area_code, name, unit_name, 'DUE', next_on, 1 from item where closed_on is null and next_on < '9999-12-31'
    union all
    select area_code, name, unit_name, 'CLOSED', closed_on, 1 from item where closed_on is not null
    union all
    select area_code, name, unit_name, 'KEPT', closed_on, 1 from item where closed_on <= coalesce(promised_on, legal_on)
    union all
    select area_code, name, unit_name, 'LIMITED', closed_on, 1 from item where closed_on is not null
    union all
    select area_code, name, unit_name, 'EARLY_DAYS', closed_on, legal_on - closed_on from item where closed_on is not null
)
select area_code, name, day, sum(n) as n from (
    select area_code, name || what as name, day, n from each
    union all
    select area_code, unit_name || what, day, n from each
) both_of_them group by 1, 2, 3 having sum(n) <> 0;
insert into tally.series (name) select distinct name from measured on conflict do nothing;
insert into tally.count as c (area_code, series_no, day, n)
select left(area_code, len), series_no, day, sum(n)
  from measured join tally.series using (name), unnest(array[4, 6, 9, 12]) len
 where length(area_code) >= len
 group by 1, 2, 3
on conflict (area_code, series_no, day) do update set n = c.n + excluded.n;
drop table measured;
analyze governance.item;
analyze governance.step;
analyze tally.count;
