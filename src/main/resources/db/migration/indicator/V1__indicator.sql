create schema indicator;

-- 冻结: what a figure of a period that is over said when it was over, and by which version of its definition. Never changed;
-- what has to be said otherwise afterwards is a further revision, with its reason.
create table indicator.frozen (
    -- an area's code, or @ and an institution's id
    area_code text not null,
    indicator text not null,
    period text not null,
    revision int not null check (revision > 0),
    version int not null,
    numerator bigint not null,
    denominator bigint,
    frozen_at timestamptz not null,
    frozen_by text not null,
    note text not null default '',
    primary key (area_code, indicator, period, revision),
    constraint restated_for_a_reason check (revision = 1 or length(note) >= 4)
);

-- Which periods were frozen, of which indicators. Small.
create table indicator.frozen_period (
    period text not null,
    indicator text not null,
    revision int not null,
    version int not null,
    frozen_at timestamptz not null,
    frozen_by text not null,
    note text not null,
    primary key (period, indicator, revision)
);

-- The first day on which periods were kept: what knows only the present can be said of the days after it. One row.
create table indicator.begun (
    one boolean primary key default true check (one),
    day date not null
);

do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        revoke update, delete on indicator.frozen, indicator.frozen_period from kangcheng_app;
    end if;
end $$;
