-- 机构收到的评价: the ratings as the institution that they are of reads them. Nobody's key is among them.
create table survey.received (
    institution_id bigint not null,
    visit_id bigint not null,
    department_id bigint not null,
    month date not null check (extract(day from month) = 1),
    service smallint not null,
    waiting smallint not null,
    result smallint not null,
    comment text,
    rated_at timestamptz not null,
    primary key (institution_id, visit_id)
);
create index on survey.received (institution_id, month, visit_id desc);

-- Counted as the ratings come: how many of a department's month gave so many stars to a question.
create table survey.star_count (
    institution_id bigint not null,
    department_id bigint not null,
    month date not null,
    question text not null check (question in ('SERVICE', 'WAITING', 'RESULT')),
    stars smallint not null check (stars between 1 and 5),
    ratings bigint not null check (ratings > 0),
    primary key (institution_id, department_id, month, question, stars)
);
create index on survey.star_count (month, institution_id);

insert into survey.received (institution_id, visit_id, department_id, month, service, waiting, result, comment, rated_at)
select institution_id, visit_id, department_id, date_trunc('month', day)::date, service, waiting, result, comment, rated_at
  from survey.rating;

insert into survey.star_count (institution_id, department_id, month, question, stars, ratings)
select r.institution_id, r.department_id, r.month, q.question, q.stars, count(*)
  from survey.received r
 cross join lateral (values ('SERVICE', r.service), ('WAITING', r.waiting), ('RESULT', r.result)) q (question, stars)
 group by r.institution_id, r.department_id, r.month, q.question, q.stars;

drop table survey.rating_count;

do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        revoke update, delete on survey.received from kangcheng_app;
    end if;
end $$;
