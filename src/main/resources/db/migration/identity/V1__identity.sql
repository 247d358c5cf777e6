create schema identity;

-- 居民: one row a resident. The key is random; the ID number, phone and address rest sealed.
create table identity.person (
    person_key bigint primary key,
    name text not null check (length(name) between 1 and 50),
    pinyin text not null,
    initials text not null,
    -- GB/T 2261.1: 0 unknown, 1 male, 2 female, 9 not stated
    sex smallint not null check (sex in (0, 1, 2, 9)),
    birth_date date not null,
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
    created_at timestamptz not null,
    updated_at timestamptz not null,
    version int not null default 1
);
create index person_by_name on identity.person (name text_pattern_ops, person_key);
create index person_by_pinyin on identity.person (pinyin text_pattern_ops, person_key);
create index person_by_initials on identity.person (initials text_pattern_ops, birth_date);

-- One person a document: city-wide, so a table of its own, keyed by the value's blind index.
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

-- The people of a village, and how many they are: a list and a counter keyed by place.
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

-- Merging rewrites nobody's rows: it leaves an alias.
create table identity.alias (
    retired_key bigint primary key,
    current_key bigint not null check (current_key <> retired_key),
    merged_at timestamptz not null,
    merged_by text not null,
    reason text not null
);
create index on identity.alias (current_key);

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

-- 待核对: near matches, and the steward's word on each. A local queue.
create table identity.steward_case (
    case_id bigint primary key,
    person_key bigint not null,
    other_key bigint not null check (other_key > person_key),
    reason text not null,
    opened_at timestamptz not null,
    decision text check (decision in ('SAME', 'DIFFERENT')),
    decided_at timestamptz,
    decided_by text,
    unique (person_key, other_key)
);
create index on identity.steward_case (case_id) where decision is null;
