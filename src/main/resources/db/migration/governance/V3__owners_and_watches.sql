-- 经办人: who ever had items of a register, by name.
create table governance.owner (
    register_no smallint not null,
    owner text not null,
    owner_name text not null,
    primary key (register_no, owner, owner_name)
);
create index on governance.owner (register_no, owner_name);
insert into governance.owner (register_no, owner, owner_name)
select distinct register_no, owner, owner_name from governance.item where owner is not null;

-- 订阅: who wants to be told of an item, or of whatever a list holds.
create table governance.watch (
    watch_id bigint primary key,
    account text not null,
    -- as it stands in the notice
    title text not null check (length(title) between 1 and 200),
    -- below /staff; the list's filter stands in it
    path text not null check (length(path) between 1 and 1000),
    register_no smallint not null,
    -- one item, or a list by its filter
    shard bigint,
    item_id bigint,
    query text,
    -- of what became overdue before this day it was told
    late_until date not null,
    unique (account, path),
    constraint an_item_or_a_list check ((item_id is null) = (shard is null) and (item_id is null) <> (query is null))
);

-- What was heard and is not told yet: written with the step itself, taken away with the notice.
create table governance.heard (
    watch_id bigint not null,
    shard bigint not null,
    item_id bigint not null,
    step_no int not null,
    primary key (watch_id, shard, item_id, step_no)
);
