-- What a fact's source had told as its end, before something else ended it: that taken back, it ends then again.
alter table programme.fact add column told_until date,
    -- 单位: where the work is, as a unit's table has it
    add column unit text check (length(unit) <= 100);
alter table programme.withdrawn_fact add column told_until date, add column unit text,
    -- who has taken it back; null: its source itself
    add column withdrawn_by text;

-- One and the same is registered once, whoever does it at the same moment.
create unique index one_open_registration on programme.fact (person_key, kind, code)
    where to_date is null and source like 'REGISTERED/%';

-- What a phone has told under a key of its own, is told once.
alter table programme.exclusion add column request_key text;
create unique index exclusion_of_a_request on programme.exclusion (person_key, request_key) where request_key is not null;

-- A pregnancy is over with its birth, or however it ended; it used to stand beside that, and kept the next one out.
with over as (
    select distinct on (p.person_key, p.from_date, p.source) p.person_key, p.from_date, p.source, e.from_date as ended_on,
           e.source as ended_by, e.recorded_at as ended_at
      from programme.fact p
      join programme.fact e on e.person_key = p.person_key and e.kind = 'EVENT' and e.code in ('DELIVERY', 'PREGNANCY_ENDED')
                           and e.from_date > p.from_date and (p.to_date is null or e.from_date < p.to_date)
     where p.kind = 'EVENT' and p.code = 'PREGNANCY'
     order by p.person_key, p.from_date, p.source, e.from_date
), ended as (
    update programme.fact f
       set told_until = f.to_date, to_date = o.ended_on, ended_by = o.ended_by, ended_at = o.ended_at
      from over o
     where f.kind = 'EVENT' and f.code = 'PREGNANCY' and f.person_key = o.person_key and f.from_date = o.from_date
       and f.source = o.source
    returning f.person_key
)
insert into programme.stale (person_key, since) select distinct person_key, now() from ended on conflict do nothing;
