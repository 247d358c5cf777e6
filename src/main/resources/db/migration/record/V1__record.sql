create schema record;

-- 健康档案: the newest version of each entry. `shard` is the person's key, or the institution's for what belongs to no
-- person (its practitioners, places, medications). The body is the resource as received, compressed; the columns beside
-- it are what lists and searches need.
create table record.entry (
    shard bigint not null,
    entry_key bigint not null,
    institution_id bigint not null,
    -- rises with each change in the city: orders by last change, and is the cursor of whoever follows changes
    change_key bigint not null,
    encounter_key bigint,
    effective_at timestamptz,
    effective_to timestamptz,
    recorded_at timestamptz not null,
    version int not null default 1 check (version >= 1),
    deleted boolean not null default false,
    type text not null,
    -- what the timeline shows it as; null when it is no event of care (a bill, a provenance)
    kind text,
    code text,
    title text not null default '',
    gist text not null default '',
    category text,
    status text,
    request_key text,
    -- keyed digests of search parameters' values: matching compares numbers and tells nobody an ID number
    tokens bigint[] not null,
    body bytea not null,
    primary key (shard, entry_key)
);
alter table record.entry alter column body set storage external;
create index entry_by_type on record.entry (shard, type, entry_key);
create index entry_by_time on record.entry (shard, effective_at, entry_key) where kind is not null;
create unique index entry_by_request on record.entry (shard, request_key) where request_key is not null;

-- Superseded versions of an entry.
create table record.entry_version (
    shard bigint not null,
    entry_key bigint not null,
    version int not null,
    institution_id bigint not null,
    type text not null,
    recorded_at timestamptz not null,
    deleted boolean not null,
    body bytea not null,
    primary key (shard, entry_key, version)
);
alter table record.entry_version alter column body set storage external;

-- What an institution filed, by what it may be looked for without naming a person: a projection of record.entry. Token 0
-- stands for "every entry of the type".
create table record.filing (
    institution_id bigint not null,
    token bigint not null,
    change_key bigint not null,
    shard bigint not null,
    entry_key bigint not null,
    effective_at timestamptz,
    type text not null,
    primary key (institution_id, type, token, change_key)
);
create index filing_by_time on record.filing (institution_id, type, effective_at, change_key) where token = 0;

-- The institutions that have filed anything: a city-wide search asks each of them for its first rows.
create table record.filer (
    institution_id bigint primary key
);

-- 调阅授权: an institution that treats a person may read the whole record, on a basis and for a time.
create table record.access_grant (
    person_key bigint not null,
    institution_id bigint not null,
    basis text not null,
    granted_at timestamptz not null,
    until timestamptz not null check (until > granted_at),
    primary key (person_key, institution_id, basis)
);
