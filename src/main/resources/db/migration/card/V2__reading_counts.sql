-- Readings are not counted as they are made: the path is the busiest there is. They are counted a moment later, in the order
-- of their transactions, up to the oldest one that is still under way; so none is passed over and none counted twice.
alter table card.point_use add column tx xid8 not null default pg_current_xact_id();
create index on card.point_use (tx);
alter table card.failed_reading add column tx xid8 not null default pg_current_xact_id();
create index on card.failed_reading (tx);

-- Everything below next_tx has been counted. One row.
create table card.counted_readings (
    one boolean primary key default true check (one),
    next_tx xid8 not null,
    counted_at timestamptz not null
);
insert into card.counted_readings (next_tx, counted_at) values ('0', now());
