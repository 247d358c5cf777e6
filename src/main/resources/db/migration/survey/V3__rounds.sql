-- 调查轮次: what is asked, of whom it is drawn, who asks. Small.
create table survey.round (
    round_id bigint primary key,
    title text not null check (length(title) between 1 and 100),
    questionnaire text not null,
    -- in definition.version
    version int not null,
    target text not null check (target in ('VISITS', 'RESIDENTS')),
    area_code text not null,
    first_day date not null,
    last_day date not null check (last_day >= first_day),
    -- how many of each group
    each int not null check (each between 1 and 1000),
    seed bytea not null,
    -- 第三方: the account that it is entrusted to
    entrusted_to text not null,
    made_by text not null,
    made_at timestamptz not null,
    closed_at timestamptz
);
create index on survey.round (made_at desc);

-- 样本: whom the draw named, and what became of it. A round's sample lies together.
create table survey.sample (
    -- the round
    shard bigint not null,
    sample_no int not null,
    -- an institution's id, or a county's code
    group_key text not null,
    group_name text not null,
    institution_id bigint,
    area_code text not null,
    person_key bigint not null,
    visit_id bigint,
    visited_on date,
    mode text check (mode in ('PHONE', 'PAGE', 'ON_SPOT')),
    outcome text check (outcome in ('ANSWERED', 'UNREACHABLE', 'REFUSED')),
    answers jsonb,
    -- each from 0 to 100
    scores jsonb,
    bad boolean not null default false,
    asked_by text,
    answered_at timestamptz,
    primary key (shard, sample_no),
    -- nobody is asked twice in a round
    unique (shard, person_key),
    constraint asked_whole check ((outcome is null) = (mode is null) and (outcome is null) = (answered_at is null)),
    constraint only_answers_are_scored check (
        coalesce(outcome = 'ANSWERED', false) = (answers is not null) and (answers is null) = (scores is null))
);
create index on survey.sample (person_key) where outcome is null;
