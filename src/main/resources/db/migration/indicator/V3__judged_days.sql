-- 数据质量: how each day of each institution looks beside its others, series by series, judged when the day is over and again
-- in the week after: what came in late is told from what never came.
create table indicator.judged_day (
    institution_id bigint not null,
    day date not null,
    series text not null,
    verdict text not null check (verdict in ('SOUND', 'LATE', 'MISSING', 'RISE', 'FALL', 'SAME')),
    primary key (institution_id, day, series)
);
create index judged_by_day on indicator.judged_day (day);
