-- 诊后: care that is over, by the institution that gave it: whom it has to ask how she is.
create table programme.finished_care (
    institution_id bigint not null,
    finished_on date not null,
    person_key bigint not null,
    -- the entry of the record that told it, as its fact names it
    source text not null,
    event text not null check (event in ('VISIT', 'EMERGENCY_VISIT', 'DISCHARGE')),
    primary key (institution_id, finished_on, source)
);
create index finished_care_of_a_person on programme.finished_care (institution_id, person_key, finished_on);

-- 已结束: who was due a service when its programme ended, as the list of each village stood on the last day.
create table programme.ended_work (
    area_code text not null,
    service_no smallint not null,
    version int not null,
    person_key bigint not null,
    opens_on date not null,
    due_on date not null,
    excluded text,
    primary key (area_code, service_no, version, person_key)
);
