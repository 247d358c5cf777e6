create schema booking;

-- 规则: what an institution does otherwise than the platform's default profile.
create table booking.rules (
    institution_id bigint primary key,
    window_days int not null check (window_days between 1 and 60),
    release_at time not null,
    cancel_before_min int not null check (cancel_before_min between 0 and 2880),
    late_after_min int not null check (late_after_min between 0 and 240),
    hold_min int not null check (hold_min between 1 and 60),
    no_show_limit int not null check (no_show_limit between 1 and 100),
    no_show_days int not null check (no_show_days between 1 and 730),
    ban_days int not null check (ban_days between 1 and 730)
);

-- 排班: a clinic of one half-day. What decides about its numbers (release, times) never changes once it is made.
create table booking.session (
    institution_id bigint not null,
    session_id bigint not null,
    department_id bigint not null,
    practitioner_id bigint,
    day date not null,
    half_day text not null check (half_day in ('AM', 'PM', 'NIGHT')),
    clinic_kind text not null
        check (clinic_kind in ('ORDINARY', 'EXPERT', 'DISEASE', 'SPECIAL', 'NIGHT', 'CONVENIENCE', 'JOINT')),
    place text not null default '',
    registration_fen bigint not null check (registration_fen >= 0),
    consulting_fen bigint not null check (consulting_fen >= 0),
    release_at timestamptz not null,
    starts_at timestamptz not null,
    ends_at timestamptz not null check (ends_at > starts_at),
    capacity int not null check (capacity between 1 and 200),
    status text not null default 'OPEN' check (status in ('OPEN', 'STOPPED')),
    stopped_at timestamptz,
    stop_reason text,
    created_at timestamptz not null,
    primary key (institution_id, session_id),
    check ((status = 'STOPPED') = (stopped_at is not null and stop_reason is not null))
);
create index session_by_day on booking.session (institution_id, day, session_id);
create index session_by_department on booking.session (institution_id, department_id, day);
-- A practitioner sits in one place at a time; a clinic without a named practitioner is held once a half-day.
create unique index one_session_per_practitioner on booking.session (institution_id, practitioner_id, day, half_day)
    where status = 'OPEN' and practitioner_id is not null;
create unique index one_unnamed_session on booking.session (institution_id, department_id, day, half_day, clinic_kind)
    where status = 'OPEN' and practitioner_id is null;

-- 号源: one row is one number. It is sold exactly while it names the appointment that has it.
create table booking.slot (
    institution_id bigint not null,
    session_id bigint not null,
    slot_no int not null check (slot_no between 1 and 200),
    starts_at timestamptz not null,
    ends_at timestamptz not null check (ends_at > starts_at),
    state text not null default 'FREE' check (state in ('FREE', 'HELD', 'BOOKED', 'STOPPED')),
    held_by bigint,
    held_until timestamptz,
    appointment_id bigint,
    primary key (institution_id, session_id, slot_no),
    foreign key (institution_id, session_id) references booking.session,
    constraint held_by_somebody check ((state = 'HELD') = (held_by is not null)),
    constraint held_for_a_while check ((state = 'HELD') = (held_until is not null)),
    constraint sold_to_an_appointment check ((state = 'BOOKED') = (appointment_id is not null))
);
-- What may be taken: empty for a session that is sold out, so that a no costs nearly nothing (docs/scarcity.md).
create index slot_unsold on booking.slot (institution_id, session_id, slot_no) where state in ('FREE', 'HELD');

-- 预约单, as its institution asks for it.
create table booking.appointment (
    institution_id bigint not null,
    appointment_id bigint not null,
    session_id bigint not null,
    slot_no int not null,
    person_key bigint not null,
    state text not null
        check (state in ('BOOKED', 'CHECKED_IN', 'FULFILLED', 'NO_SHOW', 'CANCELLED', 'STOPPED')),
    channel text not null,
    booked_at timestamptz not null,
    changed_at timestamptz not null,
    reason text,
    primary key (institution_id, appointment_id),
    foreign key (institution_id, session_id, slot_no) references booking.slot
);
-- A number has one appointment, until it is given back.
create unique index one_appointment_per_slot on booking.appointment (institution_id, session_id, slot_no)
    where state in ('BOOKED', 'CHECKED_IN', 'FULFILLED', 'NO_SHOW');
create index appointment_given_back on booking.appointment (institution_id, session_id, slot_no)
    where state in ('CANCELLED', 'STOPPED');

-- The same appointment, and a hold that may become one, as its person asks for it.
create table booking.person_appointment (
    person_key bigint not null,
    appointment_id bigint not null,
    institution_id bigint not null,
    session_id bigint not null,
    slot_no int not null,
    department_id bigint not null,
    day date not null,
    starts_at timestamptz not null,
    state text not null check (state in
        ('HELD', 'RELEASED', 'BOOKED', 'CHECKED_IN', 'FULFILLED', 'NO_SHOW', 'CANCELLED', 'STOPPED')),
    held_until timestamptz,
    request_key text not null check (length(request_key) between 1 and 100),
    changed_at timestamptz not null,
    -- when the person was told of a stop
    told_at timestamptz,
    primary key (person_key, appointment_id),
    unique (person_key, request_key),
    check (state <> 'HELD' or held_until is not null)
);
-- 限号: one live number per person, department and day.
create unique index one_number_per_day on booking.person_appointment (person_key, day, institution_id, department_id)
    where state in ('HELD', 'BOOKED', 'CHECKED_IN');

-- 爽约停约: who may not book until when.
create table booking.ban (
    person_key bigint not null,
    banned_at timestamptz not null,
    until_at timestamptz not null check (until_at > banned_at),
    no_shows int not null,
    lifted_at timestamptz,
    lifted_by text,
    primary key (person_key, banned_at)
);

-- 排班模板: a session that comes every week.
create table booking.weekly_session (
    institution_id bigint not null,
    weekly_id bigint not null,
    weekday int not null check (weekday between 1 and 7),
    department_id bigint not null,
    practitioner_id bigint,
    half_day text not null check (half_day in ('AM', 'PM', 'NIGHT')),
    clinic_kind text not null
        check (clinic_kind in ('ORDINARY', 'EXPERT', 'DISEASE', 'SPECIAL', 'NIGHT', 'CONVENIENCE', 'JOINT')),
    place text not null default '',
    registration_fen bigint not null check (registration_fen >= 0),
    consulting_fen bigint not null check (consulting_fen >= 0),
    starts_at time not null,
    ends_at time not null check (ends_at > starts_at),
    capacity int not null check (capacity between 1 and 200),
    primary key (institution_id, weekly_id)
);
