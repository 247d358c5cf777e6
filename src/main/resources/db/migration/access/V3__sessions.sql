-- version counts what was changed about an account (roles, workplace, password, disabling): a session that began under
-- another count ends. totp_step is the half minute of the last one-time code that opened a session: none opens twice.
alter table access.account
    add column version int not null default 0,
    add column totp_step bigint;
