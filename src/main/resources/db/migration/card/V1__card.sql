create schema card;

-- 居民电子健康卡. card_no counts one person's cards: a temporary card that became formal, or a closed one issued again,
-- leaves its row behind. Areas are compared by prefix, hence collate "C".
create table card.health_card (
    person_key bigint not null,
    card_no smallint not null check (card_no > 0),
    card_id bytea not null check (length(card_id) = 32),
    -- the version of the root key that card_id was derived with
    key_version smallint not null,
    attribute text not null check (attribute in ('TEMPORARY', 'FORMAL')),
    status text not null check (status in ('NORMAL', 'SUSPENDED', 'CANCELLED')),
    -- the village that counts this card
    area_code text collate "C" not null,
    -- the institution that issued it; null: on line, or in bulk
    issued_by bigint,
    issued_at timestamptz not null,
    changed_at timestamptz not null,
    closed_because text check (closed_because in ('HOLDER', 'REPLACED', 'MERGED', 'DECEASED')),
    replaced_by smallint,
    primary key (person_key, card_no),
    foreign key (person_key, replaced_by) references card.health_card,
    constraint closed_for_a_reason check ((status = 'CANCELLED') = (closed_because is not null))
);
create unique index one_live_card on card.health_card (person_key) where status <> 'CANCELLED';

-- A card id is unique in the whole city, so it is a table of its own, keyed by the value.
create table card.card_id (
    card_id bytea primary key check (length(card_id) = 32),
    person_key bigint not null,
    card_no smallint not null
);

-- 动态码: each is good until an instant, and for so many readings. Swept when its person presents the next one.
create table card.dynamic_code (
    person_key bigint not null,
    valid_until timestamptz not null,
    remaining smallint not null check (remaining >= 0),
    primary key (person_key, valid_until)
);

-- 用卡记录: one row a reading; also what institutions report of their own readings (client_ref is their number for it).
create table card.use_record (
    person_key bigint not null,
    use_id bigint not null,
    card_no smallint not null,
    at timestamptz not null,
    institution_id bigint not null,
    reading_point_id bigint,
    care_step text not null,
    channel text not null,
    code_type text not null check (code_type in ('DYNAMIC', 'STATIC')),
    client_ref text,
    primary key (person_key, use_id)
);
create unique index one_use_a_report on card.use_record (person_key, institution_id, client_ref)
    where client_ref is not null;

-- The same readings by the place that made them. Point 0: no reading point was given.
create table card.point_use (
    institution_id bigint not null,
    reading_point_id bigint not null,
    use_id bigint not null,
    person_key bigint not null,
    primary key (institution_id, reading_point_id, use_id)
);

-- Readings that were refused: counted, and without a person.
create table card.failed_reading (
    institution_id bigint not null,
    failed_id bigint not null,
    at timestamptz not null,
    reading_point_id bigint,
    care_step text not null,
    channel text not null,
    reason text not null,
    primary key (institution_id, failed_id)
);

-- Who issued, suspended, resumed or closed a card.
create table card.card_change (
    person_key bigint not null,
    change_id bigint not null,
    card_no smallint not null,
    at timestamptz not null,
    what text not null check (what in ('ISSUED', 'SUSPENDED', 'RESUMED', 'CANCELLED', 'REPLACED')),
    actor_kind text not null,
    actor_id text not null,
    reason text,
    primary key (person_key, change_id)
);

-- The live cards of a village, and how many they are: a list and a counter keyed by place.
create table card.issued (
    area_code text collate "C" not null,
    person_key bigint not null,
    primary key (area_code, person_key)
);
create table card.issued_count (
    area_code text collate "C" primary key,
    issued bigint not null check (issued >= 0)
);

-- 批量发卡: a local queue. The cursor is moved in the transaction of the batch it stands behind.
create table card.bulk_job (
    job_id bigint primary key,
    area_code text not null,
    total bigint not null check (total >= 0),
    done bigint not null default 0,
    refused bigint not null default 0,
    cursor_area text not null default '',
    cursor_person bigint not null default 0,
    started_by text not null,
    started_at timestamptz not null,
    finished_at timestamptz
);
create unique index one_bulk_job_an_area on card.bulk_job (area_code) where finished_at is null;

do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        revoke update, delete on card.use_record, card.point_use, card.failed_reading, card.card_change
            from kangcheng_app;
        revoke delete on card.health_card, card.card_id from kangcheng_app;
    end if;
end $$;
