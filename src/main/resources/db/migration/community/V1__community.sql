create schema community;

-- 家庭医生团队 of an institution. Few, the same everywhere.
create table community.team (
    institution_id bigint not null,
    team_id bigint not null,
    name text not null check (length(name) between 1 and 50),
    phone text not null,
    opened_on date not null,
    closed_on date check (closed_on >= opened_on),
    primary key (institution_id, team_id)
);
create unique index one_team_a_name on community.team (institution_id, name) where closed_on is null;

create table community.team_member (
    institution_id bigint not null,
    team_id bigint not null,
    member_id bigint not null,
    -- a practitioner, of this institution or another: a village doctor, an expert from above
    works_at bigint not null,
    practitioner_id bigint not null,
    role text not null check (role in ('LEADER', 'NURSE', 'PUBLIC_HEALTH', 'VILLAGE_DOCTOR', 'SPECIALIST')),
    from_date date not null,
    to_date date check (to_date >= from_date),
    primary key (institution_id, team_id, member_id),
    foreign key (institution_id, team_id) references community.team
);
create unique index once_a_member on community.team_member (institution_id, team_id, works_at, practitioner_id)
    where to_date is null;
create index member_by_practitioner on community.team_member (works_at, practitioner_id) where to_date is null;

-- 责任片区: the one team that answers for a village. A resident may sign with another of her county.
create table community.team_area (
    area_code text primary key,
    institution_id bigint not null,
    team_id bigint not null
);
create index area_by_team on community.team_area (institution_id, team_id);

-- 签约: from a day to a day, half-open. A contract that stood is never changed: it ends, with the reason, and another begins.
create table community.contract (
    person_key bigint not null,
    contract_id bigint not null,
    institution_id bigint not null,
    team_id bigint not null,
    -- where it is counted: where the person lives
    area_code text not null,
    -- what was signed: definition and version, basic@1
    packages text[] not null check (cardinality(packages) > 0),
    from_date date not null,
    to_date date not null check (to_date > from_date),
    way text not null check (way in ('PAPER', 'TABLE', 'PHONE')),
    -- the number on the paper
    paper_no text,
    signed_by text not null,
    signed_at timestamptz not null,
    request_key text not null check (length(request_key) between 1 and 100),
    -- the contract that it goes on from: renewed, changed, or carried over from a retired key
    follows bigint,
    -- it is the next year's of that one
    renewal boolean not null default false,
    ended_on date,
    end_reason text check (end_reason in
        ('EXPIRED', 'RENEWED', 'CHANGED', 'RESIDENT', 'MOVED', 'DECEASED', 'BREACH', 'MERGED', 'OTHER')),
    end_note text,
    ended_by text,
    primary key (person_key, contract_id),
    unique (person_key, request_key),
    constraint paper_has_its_number check ((way = 'PAPER') = (paper_no is not null)),
    constraint ends_within check (ended_on between from_date and to_date),
    constraint end_is_whole check ((ended_on is null) = (end_reason is null) and (ended_on is null) = (ended_by is null))
);
-- However many teams sign a person at once, one gets her.
create unique index one_contract_a_person on community.contract (person_key) where ended_on is null;

-- The standing contracts of a team, those that run out first before the others.
create table community.team_contract (
    institution_id bigint not null,
    team_id bigint not null,
    to_date date not null,
    person_key bigint not null,
    contract_id bigint not null,
    primary key (institution_id, team_id, to_date, person_key)
);

-- A card's code that was read at a desk or at a bedside: for some minutes it stands for the person who is there.
create table community.reading (
    person_key bigint not null,
    reading_id bigint not null,
    institution_id bigint not null,
    read_by text not null,
    read_at timestamptz not null,
    -- false for a printed code
    dynamic boolean not null,
    primary key (person_key, reading_id)
);

-- 户: people who live together, and who helps them (帮扶责任人, a resident too).
create table community.household (
    area_code text not null,
    household_id bigint not null,
    -- 建档立卡户编号 or the village's own; '' when there is none
    number text not null,
    head_key bigint not null,
    made_at timestamptz not null,
    primary key (area_code, household_id)
);
create table community.household_member (
    person_key bigint primary key,
    area_code text not null,
    household_id bigint not null,
    relation text not null
);
create index member_by_household on community.household_member (area_code, household_id);
create table community.helper (
    area_code text not null,
    household_id bigint not null,
    helper_id bigint not null,
    helper_key bigint not null,
    unit text not null,
    from_date date not null,
    to_date date check (to_date >= from_date),
    assigned_by text not null,
    primary key (area_code, household_id, helper_id),
    foreign key (area_code, household_id) references community.household
);
create unique index one_helper_a_household on community.helper (area_code, household_id) where to_date is null;
-- The same by helper: the list of whom she helps.
create table community.helping (
    person_key bigint not null,
    area_code text not null,
    household_id bigint not null,
    primary key (person_key, area_code, household_id)
);

-- 护理员: a neighbour, or whoever comes to the home; a resident, trained and checked by an institution.
create table community.caregiver (
    person_key bigint primary key,
    area_code text not null,
    institution_id bigint not null,
    kind text not null check (kind in ('NEIGHBOUR', 'HOME')),
    registered_on date not null,
    registered_by text not null,
    ended_on date check (ended_on >= registered_on)
);
create table community.caregiver_place (
    area_code text not null,
    person_key bigint not null,
    primary key (area_code, person_key)
);
create table community.training (
    person_key bigint not null,
    training_id bigint not null,
    held_on date not null,
    title text not null check (length(title) between 1 and 100),
    hours int not null check (hours between 1 and 400),
    -- the last day on which it qualifies; null when it gives no qualification
    qualifies_until date check (qualifies_until >= held_on),
    recorded_by text not null,
    primary key (person_key, training_id)
);
-- 护理计划: who cares for whom, and what is to be done.
create table community.care_plan (
    person_key bigint not null,
    plan_id bigint not null,
    caregiver_key bigint not null,
    tasks text not null check (length(tasks) between 1 and 500),
    from_date date not null,
    to_date date check (to_date >= from_date),
    made_by text not null,
    end_reason text,
    primary key (person_key, plan_id),
    constraint end_has_its_reason check ((to_date is null) = (end_reason is null))
);
create unique index one_care_plan_a_person on community.care_plan (person_key) where to_date is null;
-- The same by caregiver.
create table community.cared_for (
    -- the caregiver
    person_key bigint not null,
    cared_key bigint not null,
    plan_id bigint not null,
    primary key (person_key, cared_key)
);
-- 上门: begun and ended by reading the code of who is cared for.
create table community.care_visit (
    person_key bigint not null,
    visit_id bigint not null,
    plan_id bigint not null,
    caregiver_key bigint not null,
    began_at timestamptz not null,
    ended_at timestamptz check (ended_at > began_at),
    -- the service record that came of it
    delivery_id bigint,
    primary key (person_key, visit_id),
    constraint ended_with_a_record check ((ended_at is null) = (delivery_id is null))
);
create unique index one_visit_at_a_time on community.care_visit (person_key) where ended_at is null;

-- 名医基层工作站 and 巡诊: an expert at a place; its days are sessions of booking.
create table community.station (
    institution_id bigint not null,
    station_id bigint not null,
    kind text not null check (kind in ('STATION', 'ROUND')),
    title text not null check (length(title) between 1 and 60),
    expert text not null check (length(expert) between 1 and 60),
    department_id bigint not null,
    opened_on date not null,
    closed_on date,
    primary key (institution_id, station_id)
);
-- The calendar of a county, by day.
create table community.station_day (
    -- of the county
    area_code text not null,
    day date not null,
    institution_id bigint not null,
    session_id bigint not null,
    station_id bigint not null,
    primary key (area_code, day, institution_id, session_id)
);
