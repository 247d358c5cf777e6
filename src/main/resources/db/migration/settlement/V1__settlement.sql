create schema settlement;

-- 结算单: who pays what of one bill. Never edited: reversed as a whole, and settled anew.
create table settlement.settlement (
    person_key bigint not null,
    settlement_id bigint not null,
    institution_id bigint not null,
    payable_kind text not null,
    payable_id bigint not null,
    total_fen bigint not null check (total_fen > 0),
    settled_at timestamptz not null,
    reversed_at timestamptz check (reversed_at >= settled_at),
    primary key (person_key, settlement_id)
);
create unique index one_standing_settlement on settlement.settlement (person_key, payable_kind, payable_id)
    where reversed_at is null;

-- 付费方: each yuan of each charge, its payer, and the rule by which that payer pays.
create table settlement.payer_line (
    person_key bigint not null,
    settlement_id bigint not null,
    line_no int not null,
    charge_id bigint not null,
    charge_title text not null,
    payer text not null,
    rule_code text not null,
    rule_title text not null,
    amount_fen bigint not null check (amount_fen > 0),
    primary key (person_key, settlement_id, line_no),
    foreign key (person_key, settlement_id) references settlement.settlement
);

-- Without a right to change them, lines say for ever what they said when the bill was settled.
do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        revoke update, delete on settlement.payer_line from kangcheng_app;
        revoke delete on settlement.settlement from kangcheng_app;
    end if;
end $$;
