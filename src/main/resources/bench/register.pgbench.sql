-- The same reads and durable writes as one move of an item (governance.MoveItem), with nothing around them: the item read, of
-- every other move the unit that it goes to as well; written on the condition that nobody moved it, its step chained to the
-- one before, four changes of counts. It is given to a unit and taken back, as the move is: that changes what lists of units
-- are found by, and with it every index of the row.
-- Variables: first (key of the first item), width (how many), unit.
\set item :first + random(0, :width - 1)
\set dispatched random(0, 1)
begin;
select shard, item_id, register_no, version, number, title, area_code, unit, owner, owner_name, opened_by, opener_name,
       opened_at, origin, state, steps, fields, private, made, working_days, promised_on, legal_on, stage_on, stopped_on,
       next_on, near_on, alarm_on, level, parent, after, closed_on, sums, begun_on
  from governance.item where shard = :item and item_id = :item;
\if :dispatched
select institution_id, code, name, kind, category, level, area_code from directory.institution where institution_id = :unit;
\endif
with written as (
    update governance.item
       set title = title, unit = case state when 'received' then :unit::bigint end, owner = null, owner_name = null,
           state = case state when 'received' then 'dispatched' else 'received' end, steps = steps + 1,
           fields = '{"phone": "100******01", "category": "投诉", "urgent": false, "content": "候诊时间长"}'::jsonb,
           made = '{"dispatch": {"by": "STAFF/bench", "times": 3}, "recall": {"by": "STAFF/bench", "times": 2}}'::jsonb,
           working_days = true, stage_on = current_date + 1, next_on = current_date + 1, near_on = current_date,
           alarm_on = '9999-12-30', after = '{}', sums = '{}'::jsonb, begun_on = current_date,
           digest = governance.step_digest(digest, shard, item_id, steps + 1, now(), 'STAFF/bench', '坐席', 'dispatch', '派单',
               state, case state when 'received' then 'dispatched' else 'received' end, '内容不清，请补充',
               '{"unit": 1000001, "unitName": "某某卫生院"}'::jsonb)
     where shard = :item and item_id = :item
    returning shard, item_id, steps, state, digest
)
insert into governance.step (shard, item_id, step_no, at, by_id, by_name, move, title, from_state, to_state, note, detail,
    request_key, digest)
select shard, item_id, steps, now(), 'STAFF/bench', '坐席', 'dispatch', '派单',
       case state when 'received' then 'dispatched' else 'received' end, state, '内容不清，请补充',
       '{"unit": 1000001, "unitName": "某某卫生院"}'::jsonb, 'bench', digest
  from written;
insert into tally.change (area_code, series_no, day, n)
select '371502001', series_no, day, n
  from unnest(array[900001, 900002, 900003, 900004], array[current_date, '1970-01-01'::date, current_date, current_date + 1],
              array[1, 1, 1, 1]) as same (series_no, day, n);
commit;
