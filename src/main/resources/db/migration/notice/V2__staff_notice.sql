-- 站内通知: what members of staff are told. A local table, cut off after half a year.
create table notice.staff_notice (
    account text not null,
    notice_id bigint not null,
    at timestamptz not null,
    title text not null check (length(title) between 1 and 200),
    path text not null check (starts_with(path, '/staff/')),
    seen_at timestamptz,
    primary key (account, notice_id)
);
