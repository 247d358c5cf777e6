create schema governance;

-- 台账: what is in force, by number; small, the same everywhere. An item lives by the version that it was opened under.
create table governance.register (
    register_no smallint generated always as identity primary key,
    id text not null unique,
    -- the newest, in definition.version
    version int not null
);

create sequence governance.item_number;

-- 事项: one row each. Its shard is the item at the top of its tree, so that a task and its steps lie together.
create table governance.item (
    shard bigint not null,
    item_id bigint not null,
    register_no smallint not null,
    -- of the register, under which it was opened
    version int not null,
    number text not null,
    title text not null check (length(title) between 1 and 200),
    area_code text not null,
    -- 责任单位
    unit bigint,
    -- 经办人: account
    owner text,
    owner_name text,
    opened_by text not null,
    opener_name text not null,
    opened_at timestamptz not null,
    -- where it came from; an item of the same origin is not opened again
    origin text not null,
    state text not null,
    -- how many steps its history has: a mover says how many she saw
    steps int not null check (steps > 0),
    fields jsonb not null,
    -- what only those who work on it may read, sealed: {name: text}
    private bytea,
    -- of each move: who made it last and how often
    made jsonb not null default '{}',
    -- what its days are counted in
    working_days boolean not null,
    -- 承诺时限, 法定时限, 环节时限
    promised_on date,
    legal_on date,
    stage_on date,
    stopped_on date,
    -- the next day by which something must have happened, and from when it is near; 9999-12-31 when there is none
    next_on date not null,
    near_on date not null check (near_on <= next_on),
    -- when the next reminder or escalation is to be sent
    alarm_on date not null default date '9999-12-31',
    level smallint not null default 0,
    parent bigint,
    -- items of the same tree that must be closed before
    after bigint[] not null default '{}',
    closed_on date,
    -- the last step's
    digest bytea not null,
    primary key (shard, item_id),
    constraint owner_has_a_name check ((owner is null) = (owner_name is null)),
    constraint closed_items_ring_no_more check (closed_on is null or (alarm_on = '9999-12-31' and next_on = '9999-12-31')),
    constraint top_of_the_tree check (parent is not null or shard = item_id)
);
create index open_in_the_city on governance.item (register_no, next_on, item_id) where closed_on is null;
create index open_in_a_county on governance.item (left(area_code, 6), register_no, next_on, item_id) where closed_on is null;
create index open_in_a_town on governance.item (left(area_code, 9), register_no, next_on, item_id) where closed_on is null;
create index open_of_a_unit on governance.item (unit, register_no, next_on, item_id) where closed_on is null;
create index of_an_owner on governance.item (owner, register_no, next_on, item_id) where closed_on is null;
create index of_an_opener on governance.item (opened_by, register_no, item_id);
create index closed_in_the_city on governance.item (register_no, closed_on desc, item_id) where closed_on is not null;
create index closed_in_a_county on governance.item (left(area_code, 6), register_no, closed_on desc, item_id)
    where closed_on is not null;
create index closed_of_a_unit on governance.item (unit, register_no, closed_on desc, item_id) where closed_on is not null;
create index by_number on governance.item (number);
create index part_of on governance.item (shard, parent);
create index that_rings on governance.item (alarm_on) where alarm_on < '9999-12-31';

-- 办理经过: appended, never altered. Each step holds the digest of itself and of the step before.
create table governance.step (
    shard bigint not null,
    item_id bigint not null,
    step_no int not null,
    at timestamptz not null,
    by_id text not null,
    by_name text not null,
    -- the move's id; open, comment, alarm, reveal, merge, split are the engine's own
    move text not null,
    title text not null,
    from_state text not null,
    to_state text not null,
    note text not null,
    -- what was typed and attached
    detail jsonb not null,
    request_key text not null,
    digest bytea not null,
    primary key (shard, item_id, step_no)
);

create function governance.step_digest(
    previous bytea, shard bigint, item_id bigint, step_no int, at timestamptz, by_id text, by_name text, move text,
    title text, from_state text, to_state text, note text, detail jsonb)
returns bytea language sql immutable parallel safe
return sha256(previous || convert_to(jsonb_build_array(
    shard, item_id, step_no, (extract(epoch from at) * 1000000)::bigint, by_id, by_name, move, title, from_state,
    to_state, note, detail)::text, 'UTF8'));

-- 催办、升级: once for each item, rule and due day.
create table governance.alarm (
    shard bigint not null,
    item_id bigint not null,
    alarm text not null,
    for_day date not null,
    register_no smallint not null,
    title text not null,
    level smallint not null,
    area_code text not null,
    unit bigint,
    step_no int not null,
    fired_at timestamptz not null,
    primary key (shard, item_id, alarm, for_day)
);
create index on governance.alarm (fired_at desc);
create index on governance.alarm (left(area_code, 6), fired_at desc);
create index on governance.alarm (unit, fired_at desc);

-- Which institutions ever had items of a register: whom a table by unit lists.
create table governance.unit (
    register_no smallint not null,
    institution_id bigint not null,
    area_code text not null,
    primary key (register_no, institution_id)
);

-- 抽签: the commitment is there before the seed is told; the outcome follows from both and can be repeated by anybody.
create table governance.draw (
    draw_id bigint primary key,
    title text not null,
    area_code text not null,
    each int not null check (each > 0),
    candidates jsonb not null,
    commitment bytea not null,
    sealed_seed bytea not null,
    made_by text not null,
    made_at timestamptz not null,
    seed bytea,
    drawn_by text,
    drawn_at timestamptz,
    constraint told_whole check ((seed is null) = (drawn_at is null) and (seed is null) = (drawn_by is null)),
    constraint seed_fits check (seed is null or sha256(seed) = commitment)
);

-- 来电: as the telephone exchange tells of it; a seat takes it, once.
create table governance.call (
    call_id text primary key check (length(call_id) between 1 and 64),
    sealed_phone bytea not null,
    -- the same number's calls, without its being readable
    phone_index bytea not null,
    line text not null,
    rang_at timestamptz not null,
    taken_by text,
    taker_name text,
    taken_at timestamptz,
    constraint taken_whole check ((taken_by is null) = (taken_at is null) and (taken_by is null) = (taker_name is null))
);
create index on governance.call (phone_index, rang_at desc);
create index on governance.call (rang_at desc) where taken_by is null;

do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        revoke update, delete on governance.step, governance.alarm from kangcheng_app;
        revoke delete on governance.item, governance.draw from kangcheng_app;
        grant usage on sequence governance.item_number to kangcheng_app;
    end if;
end $$;
