create schema attachment;

-- 附件: a file that somebody handed in; the content lies sealed in the data directory, under the id.
create table attachment.attachment (
    -- of whom or what it is about: a person's key, an institution's
    shard bigint not null,
    attachment_id bigint not null,
    -- the key of the entry that it belongs to
    about text not null check (length(about) between 1 and 80),
    no smallint not null check (no between 1 and 9),
    medium text not null,
    bytes int not null check (bytes > 0),
    -- SM3 of the content
    digest bytea not null,
    by_whom text not null,
    at timestamptz not null,
    primary key (shard, attachment_id),
    unique (shard, about, no)
);
