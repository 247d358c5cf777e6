-- Visits of a day that an institution has filed in the record, and how many of them later than the day after: looked at with the
-- day's verdict, and again in the week after.
create table indicator.filed_day (
    institution_id bigint not null,
    day date not null,
    filed int not null check (filed > 0),
    late int not null check (late between 0 and filed),
    primary key (institution_id, day)
);
create index filed_by_day on indicator.filed_day (day);
