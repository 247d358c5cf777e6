create schema access;

create table access.account (
    account_id bigint primary key,
    sign_in text not null unique check (sign_in = lower(sign_in) and length(sign_in) between 2 and 64),
    name text not null,
    password_hash text not null,
    roles text[] not null default '{}',
    institution_id bigint,
    department_id bigint,
    area_code text,
    practitioner_id bigint,
    totp_sealed bytea,
    demo boolean not null default false,
    failures int not null default 0,
    locked_until timestamptz,
    disabled_at timestamptz,
    created_at timestamptz not null,
    -- 三员分立: the three administrators are three people, and none of them does the platform's daily work.
    constraint one_administrator check (
        not (roles && '{SYSTEM_ADMIN,SECURITY_ADMIN,AUDITOR}') or cardinality(roles) = 1)
);

create table access.client (
    client_id text primary key,
    institution_id bigint,
    name text not null,
    secret_hash text not null,
    city_wide boolean not null default false,
    demo boolean not null default false,
    disabled_at timestamptz,
    created_at timestamptz not null
);

-- The key that signs access tokens, sealed.
create table access.token_key (
    key_id text primary key,
    jwk_sealed bytea not null,
    created_at timestamptz not null
);

-- A resident signs in by phone; the phone alone shows nobody until a person is proved.
create table access.resident_account (
    phone_index bytea primary key,
    account_id bigint not null unique,
    phone_sealed bytea not null,
    created_at timestamptz not null
);
create table access.proved_person (
    account_id bigint not null,
    person_key bigint not null,
    relation text not null check (relation in ('SELF', 'FAMILY')),
    proved_at timestamptz not null,
    primary key (account_id, person_key)
);
create unique index on access.proved_person (account_id) where relation = 'SELF';

create table access.phone_code (
    phone_index bytea primary key,
    code_hash bytea not null,
    expires_at timestamptz not null,
    attempts_left int not null check (attempts_left >= 0),
    sent_at timestamptz not null,
    sent_today int not null,
    day date not null
);

-- Who did what to accounts, roles and clients.
create table access.change (
    change_id bigint primary key,
    at timestamptz not null,
    actor text not null,
    what text not null,
    subject text not null,
    detail text not null
);

-- Each reading of a person. Appended in the reading's own transaction: no entry, no reading.
create table access.reading (
    person_key bigint not null,
    reading_id bigint not null,
    at timestamptz not null,
    tx xid8 not null default pg_current_xact_id(),
    actor_kind text not null,
    actor_id text not null,
    actor_name text not null,
    institution_id bigint,
    what text not null,
    purpose text not null,
    reason text,
    people_count int not null default 1,
    set_digest bytea,
    primary key (person_key, reading_id)
);
create index on access.reading (tx);

-- Readings without a grant, by the institution that must review them.
create table access.break_glass (
    institution_id bigint not null,
    reading_id bigint not null,
    person_key bigint not null,
    at timestamptz not null,
    actor_name text not null,
    reason text not null check (length(reason) >= 4),
    reviewed_at timestamptz,
    reviewed_by text,
    verdict text check (verdict in ('JUSTIFIED', 'UNJUSTIFIED')),
    primary key (institution_id, reading_id)
);

-- Each block holds the digest of the readings of a span of transactions, and of the block before it.
create table access.seal (
    block_no bigint primary key,
    from_tx xid8 not null,
    to_tx xid8 not null,
    entries bigint not null,
    root bytea not null,
    previous bytea not null,
    digest bytea not null,
    sealed_at timestamptz not null
);

do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        revoke update, delete on access.reading, access.seal, access.change from kangcheng_app;
    end if;
end $$;
