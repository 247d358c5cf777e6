create schema encounter;

-- 就诊: one visit of one person to one department.
create table encounter.visit (
    person_key bigint not null,
    visit_id bigint not null,
    institution_id bigint not null,
    department_id bigint not null,
    practitioner_id bigint,
    -- AMB outpatient, EMER emergency (HL7 ActCode)
    class text not null check (class in ('AMB', 'EMER')),
    state text not null default 'ARRIVED' check (state in ('ARRIVED', 'IN_PROGRESS', 'FINISHED', 'CANCELLED')),
    appointment_id bigint,
    queue_no int not null,
    day date not null,
    complaint text not null default '',
    arrived_at timestamptz not null,
    started_at timestamptz,
    ended_at timestamptz,
    -- the entry of the record that the visit is filed as
    entry_key bigint not null,
    request_key text not null,
    primary key (person_key, visit_id),
    unique (person_key, request_key),
    check ((state in ('FINISHED', 'CANCELLED')) = (ended_at is not null)),
    check (state not in ('IN_PROGRESS', 'FINISHED') or (started_at is not null and practitioner_id is not null))
);
create unique index one_visit_per_appointment on encounter.visit (person_key, institution_id, appointment_id)
    where appointment_id is not null;
-- Nobody waits twice for the same department.
create unique index one_open_visit_per_department on encounter.visit (person_key, institution_id, department_id, day)
    where state in ('ARRIVED', 'IN_PROGRESS');

-- The same visits as their institution asks for them: who waits, who is inside, who is through today.
create table encounter.queue (
    institution_id bigint not null,
    day date not null,
    visit_id bigint not null,
    department_id bigint not null,
    practitioner_id bigint,
    person_key bigint not null,
    queue_no int not null,
    state text not null,
    called_at timestamptz,
    primary key (institution_id, day, visit_id),
    unique (institution_id, day, department_id, queue_no)
);

-- The next number of a series of an institution's day: queue numbers of a department (its id), sample numbers (0).
create table encounter.counter (
    institution_id bigint not null,
    day date not null,
    series bigint not null,
    last_no int not null check (last_no > 0),
    primary key (institution_id, day, series)
);

-- A code read at a desk: what the desk then does for the person stands on it.
create table encounter.reading (
    person_key bigint not null,
    reading_id bigint not null,
    institution_id bigint not null,
    care_step text not null,
    read_at timestamptz not null,
    actor_name text not null,
    request_key text not null,
    primary key (person_key, reading_id),
    unique (person_key, request_key)
);

-- What happened in a visit, where and by whom, and the reading that it stood on.
create table encounter.step (
    person_key bigint not null,
    visit_id bigint not null,
    step_id bigint not null,
    kind text not null check (kind in ('CHECKED_IN', 'CONSULTED', 'SAMPLED', 'RELEASED', 'PAID', 'DISPENSED', 'FINISHED',
        'CANCELLED')),
    care_step text not null,
    reading_id bigint,
    place text not null,
    actor_name text not null,
    at timestamptz not null,
    primary key (person_key, visit_id, step_id),
    foreign key (person_key, visit_id) references encounter.visit,
    foreign key (person_key, reading_id) references encounter.reading,
    check (reading_id is not null or kind not in ('CHECKED_IN', 'CONSULTED', 'SAMPLED', 'DISPENSED'))
);

create table encounter.diagnosis (
    person_key bigint not null,
    visit_id bigint not null,
    code text not null,
    title text not null,
    note text not null,
    at timestamptz not null,
    primary key (person_key, visit_id, code),
    foreign key (person_key, visit_id) references encounter.visit
);

-- 检验申请.
create table encounter.laboratory_order (
    person_key bigint not null,
    order_id bigint not null,
    visit_id bigint not null,
    institution_id bigint not null,
    test_code text not null,
    state text not null default 'ORDERED' check (state in ('ORDERED', 'SAMPLED', 'RELEASED', 'CANCELLED')),
    ordered_at timestamptz not null,
    ordered_by text not null,
    sample_no text,
    sampled_at timestamptz,
    released_at timestamptz,
    released_by text,
    entry_key bigint not null,
    request_key text not null,
    primary key (person_key, order_id),
    unique (person_key, request_key),
    foreign key (person_key, visit_id) references encounter.visit,
    check ((state in ('SAMPLED', 'RELEASED')) = (sample_no is not null)),
    check ((state = 'RELEASED') = (released_at is not null))
);
create index on encounter.laboratory_order (person_key, visit_id);
create unique index one_open_order_per_test on encounter.laboratory_order (person_key, visit_id, test_code)
    where state in ('ORDERED', 'SAMPLED');

create table encounter.laboratory_result (
    person_key bigint not null,
    order_id bigint not null,
    analyte_code text not null,
    value_number numeric,
    value_text text,
    flag text not null check (flag in ('N', 'L', 'H', 'A')),
    primary key (person_key, order_id, analyte_code),
    foreign key (person_key, order_id) references encounter.laboratory_order,
    check ((value_number is null) <> (value_text is null))
);

-- Samples whose results the laboratory still owes.
create table encounter.laboratory_queue (
    institution_id bigint not null,
    sample_no text not null,
    person_key bigint not null,
    order_id bigint not null,
    test_code text not null,
    sampled_at timestamptz not null,
    primary key (institution_id, sample_no)
);

-- 处方: one medicine.
create table encounter.prescription (
    person_key bigint not null,
    prescription_id bigint not null,
    visit_id bigint not null,
    institution_id bigint not null,
    medicine_code text not null,
    packs int not null check (packs between 1 and 100),
    dosage text not null,
    allergy_reason text,
    state text not null default 'ORDERED' check (state in ('ORDERED', 'DISPENSED', 'CANCELLED')),
    ordered_at timestamptz not null,
    ordered_by text not null,
    dispensed_at timestamptz,
    dispensed_by text,
    entry_key bigint not null,
    request_key text not null,
    primary key (person_key, prescription_id),
    unique (person_key, request_key),
    foreign key (person_key, visit_id) references encounter.visit,
    check ((state = 'DISPENSED') = (dispensed_at is not null))
);
create index on encounter.prescription (person_key, visit_id);
create unique index one_open_prescription_per_medicine
    on encounter.prescription (person_key, visit_id, medicine_code) where state <> 'CANCELLED';

-- 账单: fees that are paid together.
create table encounter.bill (
    person_key bigint not null,
    bill_id bigint not null,
    visit_id bigint not null,
    institution_id bigint not null,
    payment_order_id bigint not null,
    total_fen bigint not null check (total_fen > 0),
    state text not null default 'OPEN' check (state in ('OPEN', 'PAID', 'WITHDRAWN')),
    billed_at timestamptz not null,
    paid_at timestamptz,
    primary key (person_key, bill_id),
    foreign key (person_key, visit_id) references encounter.visit,
    check ((state = 'PAID') = (paid_at is not null))
);
create index on encounter.bill (person_key, visit_id);

-- 收费项目: what one thing costs. It is due until its bill is paid, or until the thing is taken back.
create table encounter.fee (
    person_key bigint not null,
    fee_id bigint not null,
    visit_id bigint not null,
    kind text not null check (kind in ('REGISTRATION', 'CONSULTATION', 'LABORATORY', 'MEDICINE')),
    -- the laboratory order or prescription; the visit itself for the others
    subject_id bigint not null,
    title text not null,
    amount_fen bigint not null check (amount_fen > 0),
    state text not null default 'DUE' check (state in ('DUE', 'PAID', 'REFUNDED', 'VOID')),
    bill_id bigint,
    primary key (person_key, fee_id),
    unique (person_key, kind, subject_id),
    foreign key (person_key, visit_id) references encounter.visit,
    foreign key (person_key, bill_id) references encounter.bill,
    check (state not in ('PAID', 'REFUNDED') or bill_id is not null),
    check (state <> 'VOID' or bill_id is null)
);
create index on encounter.fee (person_key, visit_id);
