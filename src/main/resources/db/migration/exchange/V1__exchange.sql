create schema exchange;

-- Bundles that a client has posted, by the digest of their content, with what was answered: posted again, a bundle is
-- answered with the same words and nothing is filed twice.
create table exchange.posted_bundle (
    institution_id bigint not null,
    client_id text not null,
    digest bytea not null,
    posted_at timestamptz not null,
    -- null only inside the transaction that is filing it
    answer bytea,
    primary key (institution_id, client_id, digest)
);

-- Conditions of conditional creates: who creates by the same condition at the same time waits for the other's row.
create table exchange.condition (
    institution_id bigint not null,
    digest bytea not null,
    primary key (institution_id, digest)
);
