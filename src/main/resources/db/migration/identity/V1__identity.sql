create schema identity;

-- 居民: one row a resident. The key is random; the ID number, phone and address rest sealed. The columns that people are
-- searched by sort by code point, so that a prefix is a range of their index.
create table identity.person (
    person_key bigint primary key,
    name text collate "C" not null check (length(name) between 1 and 50),
    pinyin text collate "C" not null,
    initials text collate "C" not null,
    -- GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated
    sex smallint not null check (sex in (0, 1, 2, 9)),
    birth_date date not null,
    -- where the person lives, or last lived
    area_code text not null,
    -- CV02.01.101; 99 with no number for those who have none yet (newborn, unknown)
    id_type text not null,
    id_sealed bytea,
    phone_sealed bytea,
    address_sealed bytea,
    guardian_key bigint,
    -- false until an institution has seen the document: 实名
    verified boolean not null default false,
    deceased_on date,
    source text not null,
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version int not null default 1,
    constraint document_or_none check ((id_type = '99') = (id_sealed is null))
);
create index person_by_name on identity.person (name, birth_date, person_key);
create index person_by_pinyin on identity.person (pinyin, birth_date, person_key);
create index person_by_initials on identity.person (initials, birth_date, person_key);

-- One person a document: city-wide, so a table of its own, keyed by the value's blind index. Who has no document holds
-- the index of what she was enrolled with, so that the same enrolment twice is one person too.
create table identity.document (
    id_index bytea primary key,
    person_key bigint not null
);
create index on identity.document (person_key);

-- Families share phones: many people a phone.
create table identity.phone (
    phone_index bytea not null,
    person_key bigint not null,
    primary key (phone_index, person_key)
);

-- The living people of a village, and how many they are: a list and a counter keyed by place.
create table identity.resident (
    area_code text not null,
    person_key bigint not null,
    primary key (area_code, person_key)
);
create table identity.resident_count (
    area_code text primary key,
    residents bigint not null check (residents >= 0)
);

-- 已授身份: what somebody granted, from a day to a day (half-open).
create table identity.granted_status (
    person_key bigint not null,
    kind text not null,
    from_date date not null,
    to_date date check (to_date > from_date),
    source text not null,
    granted_at timestamptz not null,
    primary key (person_key, kind, from_date)
);
create unique index one_open_status on identity.granted_status (person_key, kind) where to_date is null;

-- Merging rewrites nobody's rows: it leaves an alias. merged_into is what the steward said; current_key is where that
-- leads today, so that no reader follows a chain.
create table identity.alias (
    retired_key bigint primary key,
    current_key bigint not null check (current_key <> retired_key),
    merged_into bigint not null check (merged_into <> retired_key),
    merged_at timestamptz not null,
    merged_by text not null,
    reason text not null
);
create index on identity.alias (current_key);

-- Each merge and split, for ever.
create table identity.link_event (
    event_id bigint primary key,
    kind text not null check (kind in ('MERGE', 'SPLIT')),
    retired_key bigint not null,
    current_key bigint not null,
    at timestamptz not null,
    actor text not null,
    reason text not null
);

create table identity.correction (
    person_key bigint not null,
    correction_id bigint not null,
    at timestamptz not null,
    actor text not null,
    field text not null,
    before_sealed bytea,
    after_sealed bytea,
    reason text not null,
    primary key (person_key, correction_id)
);

-- 待核对: near matches, and claims to a document that another person holds; and the steward's word on each. The claim
-- is what was handed in, sealed: nobody is enrolled by it. A local queue.
create table identity.steward_case (
    case_id bigint primary key,
    person_key bigint not null,
    other_key bigint check (other_key > person_key),
    claim_index bytea,
    claim_sealed bytea,
    reason text not null,
    opened_at timestamptz not null,
    decision text check (decision in ('SAME', 'DIFFERENT')),
    decided_at timestamptz,
    decided_by text,
    unique (person_key, other_key),
    unique (person_key, claim_index),
    constraint person_or_claim check ((other_key is null) = (claim_sealed is not null))
);
create index on identity.steward_case (case_id) where decision is null;

-- 实名认证: wrong tries of an account within the hour.
create table identity.proof_try (
    account_id bigint primary key,
    since timestamptz not null,
    wrong int not null
);

-- 导入任务. committed_row is moved in the transaction of the rows themselves: what it says is done is done.
create table identity.import_job (
    job_id bigint primary key,
    file_name text not null,
    state text not null check (state in ('RUNNING', 'DONE', 'FAILED')),
    total_rows int not null,
    committed_row int not null default 0 check (committed_row <= total_rows),
    enrolled int not null default 0,
    known int not null default 0,
    bad int not null default 0,
    started_by text not null,
    started_at timestamptz not null,
    finished_at timestamptz,
    message text not null default '',
    constraint each_row_once check (enrolled + known + bad = committed_row)
);
create table identity.import_error (
    job_id bigint not null,
    row_no int not null,
    reason text not null,
    cells_sealed bytea not null,
    primary key (job_id, row_no)
);

do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        revoke update, delete on identity.correction, identity.link_event from kangcheng_app;
    end if;
end $$;
