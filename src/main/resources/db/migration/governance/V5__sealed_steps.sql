-- By which transaction a step was written: what the sealer has not sealed yet is found by it. The steps that were there before
-- take this migration's, without the table's being written anew, and are sealed in one block on the first turn.
alter table governance.step add column tx xid8 not null default pg_current_xact_id();
create index on governance.step (tx);
