create schema directory;

-- 行政区划: the National Bureau's tree, 4 + 2 + 3 + 3 digits; a prefix of a code is the code of what contains it.
create table directory.area (
    code text primary key check (code ~ '^[0-9]{4}([0-9]{2}([0-9]{3}([0-9]{3})?)?)?$'),
    name text not null,
    parent text references directory.area,
    level text not null check (level in ('city', 'county', 'town', 'village'))
);
create index on directory.area (parent);

-- 功能区: three zones that manage some towns as a county would, and have no code of their own in that tree.
create table directory.management_unit (
    code text primary key,
    name text not null,
    parent text not null references directory.area
);
create table directory.management_area (
    town text primary key references directory.area,
    unit text not null references directory.management_unit
);

create table directory.institution (
    institution_id bigint primary key,
    code text not null unique,
    name text not null,
    kind text not null check (kind in ('HOSPITAL', 'PRIMARY', 'VILLAGE_CLINIC', 'COMMISSION')),
    category text not null,
    level text not null,
    area_code text not null references directory.area,
    management_unit text references directory.management_unit,
    address text not null default '',
    phone text not null default '',
    closed_on date
);
create index on directory.institution (kind, area_code);

create table directory.department (
    institution_id bigint not null references directory.institution,
    department_id bigint not null,
    name text not null,
    subject_code text not null,
    kind text not null check (kind in ('CLINIC', 'LABORATORY', 'IMAGING', 'PHARMACY', 'CASHIER', 'WARD', 'OTHER')),
    -- false: dialysis, prevention, archives…: people come without a number and are read all the same.
    takes_numbers boolean not null default true,
    closed_on date,
    primary key (institution_id, department_id),
    unique (institution_id, name)
);

create table directory.practitioner (
    institution_id bigint not null,
    practitioner_id bigint not null,
    department_id bigint not null,
    code text not null,
    name text not null,
    title text not null,
    expert boolean not null default false,
    left_on date,
    primary key (institution_id, practitioner_id),
    unique (institution_id, code),
    foreign key (institution_id, department_id) references directory.department
);

-- 受理点: a place where codes are read, for one step of care.
create table directory.reading_point (
    institution_id bigint not null references directory.institution,
    reading_point_id bigint not null,
    department_id bigint,
    name text not null,
    care_step text not null,
    channel text not null,
    closed_on date,
    primary key (institution_id, reading_point_id),
    unique (institution_id, name)
);
