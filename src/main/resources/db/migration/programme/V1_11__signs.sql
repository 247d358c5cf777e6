-- Who recorded it (the account, whatever her name is by then), and at which moment it was done, where that is known.
alter table programme.delivery add column worker_id text;
alter table programme.delivery add column done_at timestamptz;
create index delivery_by_worker on programme.delivery (worker_id, delivered_on);

-- Days of a worker on which something was recorded since signs were looked for. A local queue.
create table programme.watch (
    watch_id bigint generated always as identity primary key,
    worker_id text not null,
    day date not null
);

-- 造假迹象: one worker, one rule, one period. Local: few, and asked for city-wide.
create table programme.sign (
    sign_id bigint primary key,
    -- of its rule in definitions/sign
    kind text not null,
    worker_id text not null,
    worker text not null,
    institution_id bigint,
    -- the village where most of it was recorded
    area_code text not null,
    -- -1 where it is about several services together
    service_no smallint not null,
    first_day date not null,
    last_day date not null check (last_day >= first_day),
    -- what was found, in a sentence
    finding text not null,
    -- how many records are behind it
    records int not null check (records > 0),
    state text not null check (state in ('OPEN', 'EXPLAINED', 'MADE_UP')),
    found_at timestamptz not null,
    unique (kind, worker_id, service_no, first_day)
);
create index sign_by_state on programme.sign (state, sign_id);
create index sign_by_worker on programme.sign (worker_id, sign_id);

-- The records behind a sign.
create table programme.sign_record (
    sign_id bigint not null references programme.sign,
    person_key bigint not null,
    delivery_id bigint not null,
    primary key (sign_id, person_key, delivery_id)
);

-- Every judgement of a sign, and its coming up again.
create table programme.sign_judgement (
    sign_id bigint not null references programme.sign,
    judgement_no int not null,
    state text not null check (state in ('OPEN', 'EXPLAINED', 'MADE_UP')),
    note text not null,
    by_whom text not null,
    at timestamptz not null,
    primary key (sign_id, judgement_no)
);
