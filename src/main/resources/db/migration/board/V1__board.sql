create schema board;

-- 订阅: who wants to be told of which report, of which place. As many as there are accounts; a local table.
create table board.subscription (
    account text not null,
    kind text not null check (kind in ('month', 'year')),
    -- an area's code, or @ and an institution's id
    place text not null,
    place_title text not null,
    -- the last period that was told
    told text not null,
    primary key (account, kind, place)
);
