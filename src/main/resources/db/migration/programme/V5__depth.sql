-- A programme whose time is over is wound up village by village.
alter table programme.programme drop constraint programme_state_check;
alter table programme.programme add constraint programme_state_check
    check (state in ('COMPUTING', 'IN_FORCE', 'ENDING', 'ENDED'));

-- What is to be done for everybody of a programme, a village a row. A local queue.
create table programme.village_task (
    task text not null check (task in ('REDATE', 'END')),
    programme_no smallint not null,
    -- -1: all of the programme's
    service_no smallint not null,
    area_code text not null,
    primary key (task, programme_no, service_no, area_code)
);

-- 事实: each source stands for itself. What services find (levels), what was granted (benefits), who helps (helpers).
alter table programme.fact drop constraint fact_kind_check;
alter table programme.fact add constraint fact_kind_check
    check (kind in ('DIAGNOSIS', 'CONTRACT', 'OCCUPATION', 'EVENT', 'LEVEL', 'BENEFIT', 'HELPER'));
alter table programme.fact drop constraint fact_pkey;
alter table programme.fact add primary key (person_key, kind, code, from_date, source);
-- when and by what its end became known
alter table programme.fact add column ended_at timestamptz, add column ended_by text;
-- What its source has taken back: it never was, but somebody believed it until then.
create table programme.withdrawn_fact (
    person_key bigint not null,
    kind text not null,
    code text not null,
    from_date date not null,
    to_date date,
    source text not null,
    recorded_at timestamptz not null,
    ended_at timestamptz,
    ended_by text,
    withdrawn_at timestamptz not null,
    primary key (person_key, kind, code, from_date, source, withdrawn_at)
);

-- Who left and came back on the same day did both.
alter table programme.membership drop constraint membership_pkey;
alter table programme.membership add primary key (person_key, programme_no, entered_on, recorded_at);

-- 漏做: a point of a calendar that was closed unserved when the next one opened.
create table programme.missed (
    person_key bigint not null,
    service_no smallint not null,
    point smallint not null,
    due_on date not null,
    -- where the person lived then: where it is counted
    area_code text not null,
    closed_at timestamptz not null,
    primary key (person_key, service_no, point, due_on)
);
-- whose next point opens today
create index duty_at_a_point on programme.duty (service_no, point, due_on) where point >= 0;

-- 申报与核实: each line of a form that was claimed beforehand, beside what was found.
create table programme.claim (
    person_key bigint not null,
    delivery_id bigint not null,
    line text not null,
    service_no smallint not null,
    area_code text not null,
    found_on date not null,
    claimed text not null,
    found text not null,
    differs boolean not null,
    primary key (person_key, delivery_id, line)
);
-- Those that differ, by place.
create table programme.disagreement (
    area_code text not null,
    service_no smallint not null,
    line text not null,
    person_key bigint not null,
    delivery_id bigint not null,
    found_on date not null,
    claimed text not null,
    found text not null,
    primary key (area_code, service_no, line, person_key, delivery_id)
);

-- Figures as they stood in the evening of a day: of the city, each county and each town.
create table programme.figure_of_day (
    area_code text not null,
    service_no smallint not null,
    day date not null,
    members bigint not null,
    served bigint not null,
    due bigint not null,
    late bigint not null,
    -- by reason
    excluded jsonb not null,
    known_at timestamptz not null,
    primary key (area_code, service_no, day)
);
