-- Who works for an institution: whom an item can be given to, of whom a round of staff is drawn.
create index on access.account (institution_id) where disabled_at is null;
