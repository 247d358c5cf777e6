create schema appraisal;

-- Small, all of them: a scheme has some dozen subjects, a period a revision or two. Local tables.

-- 公示: a scheme's results of a period, as they then were. Never changed; said anew with a reason.
create table appraisal.publication (
    scheme text not null,
    period text not null,
    revision int not null check (revision > 0),
    version int not null,
    at timestamptz not null,
    by_whom text not null,
    note text not null,
    primary key (scheme, period, revision),
    constraint again_for_a_reason check (revision = 1 or length(note) >= 4)
);

create table appraisal.result (
    scheme text not null,
    period text not null,
    revision int not null,
    -- an area's code, or @ and an institution's id
    subject text not null,
    title text not null,
    score numeric(5, 2) check (score between 0 and 100),
    rank int not null check (rank >= 0),
    primary key (scheme, period, revision, subject),
    foreign key (scheme, period, revision) references appraisal.publication,
    constraint ranked_by_score check ((score is null) = (rank = 0))
);

-- Points given by hand, with what they rest on; the newest of an item holds, and the others stay.
create table appraisal.mark (
    scheme text not null,
    period text not null,
    subject text not null,
    item text not null,
    no int not null,
    points numeric(5, 2) not null check (points between 0 and 100),
    evidence text not null check (length(evidence) between 4 and 1000),
    by_whom text not null,
    at timestamptz not null,
    primary key (scheme, period, subject, item, no)
);

-- 申诉
create table appraisal.appeal (
    scheme text not null,
    period text not null,
    appeal_id bigint not null,
    subject text not null,
    text text not null check (length(text) between 4 and 1000),
    by_whom text not null,
    at timestamptz not null,
    granted boolean,
    answer text,
    decided_by text,
    decided_at timestamptz,
    primary key (scheme, period, appeal_id),
    constraint decided_with_an_answer check ((granted is null) = (answer is null))
);
create unique index one_open_appeal on appraisal.appeal (scheme, period, subject) where granted is null;

do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        revoke update, delete on appraisal.publication, appraisal.result, appraisal.mark from kangcheng_app;
        revoke delete on appraisal.appeal from kangcheng_app;
    end if;
end $$;
