-- Who is to be looked at again may be marked more than once: a mark is a row of its own, so that whoever marks waits for nobody
-- who looks, and holds up nobody. Two locks, a person's and a mark's, were taken in either order before.
alter table programme.stale drop constraint stale_pkey;
alter table programme.stale add column mark_id bigint generated always as identity primary key;
