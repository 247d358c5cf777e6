create schema programme;

-- 项目: what is in force, by number; small, the same everywhere.
create table programme.programme (
    programme_no smallint generated always as identity primary key,
    id text not null unique,
    -- of its text in definition.version
    version int not null,
    state text not null check (state in ('COMPUTING', 'IN_FORCE', 'ENDED'))
);
create table programme.service (
    service_no smallint generated always as identity primary key,
    programme_no smallint not null references programme.programme,
    id text not null,
    unique (programme_no, id)
);
-- 对象: what the rules ask of a person, gathered from where it belongs; a row a resident.
create table programme.subject (
    person_key bigint primary key,
    birth_date date not null,
    -- M, F, or null when not known
    sex text,
    area_code text not null,
    died_on date,
    statuses text[] not null default '{}',
    diagnoses text[] not null default '{}',
    contracts text[] not null default '{}',
    occupations text[] not null default '{}',
    events text[] not null default '{}'
);
create index subject_by_place on programme.subject (area_code);
-- who has a birthday today
create index subject_by_birthday on programme.subject
    ((extract(month from birth_date) * 100 + extract(day from birth_date)));

-- 事实: diagnoses, contracts, occupations and events (a pregnancy, a discharge) with their days, half-open.
create table programme.fact (
    person_key bigint not null,
    kind text not null check (kind in ('DIAGNOSIS', 'CONTRACT', 'OCCUPATION', 'EVENT')),
    code text not null,
    from_date date not null,
    to_date date check (to_date > from_date),
    source text not null,
    recorded_at timestamptz not null,
    primary key (person_key, kind, code, from_date)
);
create index fact_that_ends on programme.fact (to_date) where to_date is not null;
create index fact_that_begins on programme.fact (from_date);

-- 纳入: who belongs to a programme, from a day to a day, and when that was known.
create table programme.membership (
    person_key bigint not null,
    programme_no smallint not null,
    entered_on date not null,
    left_on date check (left_on >= entered_on),
    recorded_at timestamptz not null,
    ended_at timestamptz,
    primary key (person_key, programme_no, entered_on)
);
create unique index one_open_membership on programme.membership (person_key, programme_no) where left_on is null;

-- 应做: the one open duty of a person and a service. Its state follows from its days.
create table programme.duty (
    person_key bigint not null,
    service_no smallint not null,
    opens_on date not null,
    due_on date not null check (due_on >= opens_on),
    -- which point of a calendar (0, 1, …); -1 where there is none
    point smallint not null default -1,
    last_done_on date,
    excluded text check (excluded in ('DEAD', 'MOVED', 'UNREACHABLE', 'REFUSED', 'CONTRAINDICATED')),
    primary key (person_key, service_no)
);

-- The same by place: a worker's list of work is a range of its key.
create table programme.work (
    area_code text not null,
    service_no smallint not null,
    person_key bigint not null,
    opens_on date not null,
    due_on date not null,
    excluded text,
    primary key (area_code, service_no, person_key)
);
create index work_by_day on programme.work (area_code, due_on, person_key) where excluded is null;

-- 服务记录: a service that was delivered. Never changed; what was wrong is voided, with a reason, and recorded anew.
create table programme.delivery (
    person_key bigint not null,
    delivery_id bigint not null,
    service_no smallint not null,
    delivered_on date not null,
    point smallint not null default -1,
    area_code text not null,
    institution_id bigint,
    worker text not null,
    form jsonb not null default '{}',
    grade text,
    request_key text not null,
    recorded_at timestamptz not null,
    voided_at timestamptz,
    voided_by text,
    void_reason text,
    primary key (person_key, delivery_id),
    unique (person_key, request_key),
    constraint void_is_whole check ((voided_at is null) = (void_reason is null) and (voided_at is null) = (voided_by is null))
);
create index on programme.delivery (person_key, service_no, delivered_on);

-- 排除: every exclusion and its lifting, with the reason.
create table programme.exclusion (
    person_key bigint not null,
    exclusion_id bigint not null,
    programme_no smallint not null,
    reason text not null,
    note text not null,
    by_whom text not null,
    at timestamptz not null,
    lifted_at timestamptz,
    lifted_by text,
    primary key (person_key, exclusion_id)
);
create unique index one_open_exclusion on programme.exclusion (person_key, programme_no) where lifted_at is null;

-- People whose facts have changed and who have not been looked at again. A local queue.
create table programme.stale (
    person_key bigint primary key,
    since timestamptz not null
);

-- Towns whose residents were all taken over as subjects; who comes later is looked at as she comes.
create table programme.adopted (
    area_code text primary key
);

-- The last day that was turned. One row.
create table programme.day (
    one boolean primary key default true check (one),
    turned date not null
);
