create schema notice;

-- 短信: what was handed to the channel. Phone and text rest sealed; a local table, cut off after a week.
create table notice.text_message (
    message_id bigint primary key,
    at timestamptz not null,
    phone_sealed bytea not null,
    text_sealed bytea not null
);
