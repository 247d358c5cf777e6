-- Whom a disclosure gave out: the sorted keys, eight bytes each, whose digest is in the sealed entry. Random keys do not
-- compress, and nobody reads them with the entry: they lie apart, as they are.
alter table access.reading add column set_keys bytea;
alter table access.reading alter column set_keys set storage external;
alter table access.reading add constraint set_is_whole
    check (set_keys is null or (set_digest is not null and octet_length(set_keys) = 8 * people_count));
