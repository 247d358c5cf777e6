create schema rehearsal;

-- The generated city that stands in this database: at most one, and a row only once it was loaded whole.
create table rehearsal.city_load (
    only_one boolean primary key default true check (only_one),
    seed bigint not null,
    scale double precision not null check (scale > 0 and scale <= 1),
    people bigint not null,
    cards bigint not null,
    completed_at timestamptz not null
);

-- The days that were rehearsed here: none is lived twice.
create table rehearsal.rehearsed_day (
    day date primary key
);
