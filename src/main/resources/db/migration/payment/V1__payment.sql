create schema payment;

-- 支付单: what a person owes to an institution for one thing. The money itself stands in the ledger below.
create table payment.payment_order (
    person_key bigint not null,
    order_id bigint not null,
    institution_id bigint not null,
    payable_kind text not null,
    payable_id bigint not null,
    title text not null,
    amount_fen bigint not null check (amount_fen > 0),
    refunded_fen bigint not null default 0 check (refunded_fen between 0 and amount_fen),
    state text not null default 'CREATED'
        check (state in ('CREATED', 'PAID', 'PARTLY_REFUNDED', 'REFUNDED', 'CLOSED')),
    channel text,
    -- the channel's own number of the payment
    trade_no text,
    request_key text not null,
    created_at timestamptz not null,
    paid_at timestamptz,
    primary key (person_key, order_id),
    unique (person_key, request_key),
    constraint paid_by_a_channel check (
        (state in ('CREATED', 'CLOSED')) = (paid_at is null)
        and (paid_at is null) = (channel is null) and (channel is null) = (trade_no is null)),
    constraint refunded_as_said check (
        refunded_fen = case state when 'REFUNDED' then amount_fen when 'PARTLY_REFUNDED' then refunded_fen else 0 end
        and (state <> 'PARTLY_REFUNDED' or (refunded_fen > 0 and refunded_fen < amount_fen)))
);
-- Nothing is asked for twice.
create unique index one_live_order on payment.payment_order (person_key, payable_kind, payable_id)
    where state <> 'CLOSED';

-- The ledger: one row is two legs of the same amount, so it always balances. Corrected by a reversal, never changed.
create table payment.posting (
    person_key bigint not null,
    posting_id bigint not null,
    order_id bigint not null,
    institution_id bigint not null,
    kind text not null check (kind in ('PAYMENT', 'REFUND', 'LATE_RECEIPT', 'LATE_RETURN')),
    channel text not null,
    debit_account text not null,
    credit_account text not null check (credit_account <> debit_account),
    amount_fen bigint not null check (amount_fen > 0),
    at timestamptz not null,
    day date not null,
    request_key text not null,
    primary key (person_key, posting_id),
    unique (person_key, request_key)
);
create index on payment.posting (person_key, order_id);

-- What each institution took and gave back on a day by each channel, counted as it happens.
create table payment.day_total (
    institution_id bigint not null,
    day date not null,
    channel text not null,
    payments bigint not null default 0,
    paid_fen bigint not null default 0,
    refunds bigint not null default 0,
    refunded_fen bigint not null default 0,
    primary key (institution_id, day, channel)
);

-- The book of the sandbox, which stands for an outside payment service: it would not be in our database.
create table payment.sandbox_trade (
    person_key bigint not null,
    order_id bigint not null,
    trade_no text not null,
    amount_fen bigint not null check (amount_fen > 0),
    refunded_fen bigint not null default 0 check (refunded_fen between 0 and amount_fen),
    paid_at timestamptz not null,
    acknowledged_at timestamptz,
    primary key (person_key, order_id)
);
create index on payment.sandbox_trade (paid_at) where acknowledged_at is null;

do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        revoke update, delete on payment.posting from kangcheng_app;
    end if;
end $$;
