-- 确认: of a service that the resident has to confirm, what she has said. Only NONE and CONFIRMED count.
alter table programme.delivery
    add column confirm text not null default 'NONE' check (confirm in ('NONE', 'WAITING', 'CONFIRMED', 'DISPUTED')),
    add column confirmed_at timestamptz,
    add column confirmed_by text,
    add column confirm_note text,
    add constraint confirmed_by_something check (confirm <> 'CONFIRMED' or (confirmed_at is not null and confirmed_by is not null)),
    add constraint disputed_some_time check (confirm <> 'DISPUTED' or confirmed_at is not null);
create index delivery_unconfirmed on programme.delivery (person_key, service_no)
    where confirm in ('WAITING', 'DISPUTED') and voided_at is null;

-- The same by place: what waits for residents, and what they deny; a row leaves when it is confirmed or voided.
create table programme.unconfirmed (
    area_code text not null,
    delivery_id bigint not null,
    person_key bigint not null,
    service_no smallint not null,
    delivered_on date not null,
    worker text not null,
    state text not null check (state in ('WAITING', 'DISPUTED')),
    note text not null,
    since timestamptz not null,
    primary key (area_code, delivery_id)
);
create index unconfirmed_by_age on programme.unconfirmed (since) where state = 'WAITING';

-- A service that is done by a fact (a contract signed), never delivered: on no worker's list of the day.
alter table programme.service add column by_itself boolean not null default false;
