-- 合计: what the item adds to its register's sums while it is in its state: {"places": 60}.
alter table governance.item add column sums jsonb not null default '{}';

-- 签名公钥: whose key is which. One a holder is in force; older ones stay, for what was signed with them.
create table governance.signing_key (
    holder text not null,
    public_key bytea not null check (length(public_key) = 65),
    holder_name text not null,
    made_at timestamptz not null,
    ended_at timestamptz,
    primary key (holder, public_key)
);
create unique index one_key_in_force on governance.signing_key (holder) where ended_at is null;

do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        revoke delete on governance.signing_key from kangcheng_app;
    end if;
end $$;
