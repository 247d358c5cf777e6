create schema survey;

-- 就诊评价: what a resident says of her own finished visit, once.
create table survey.rating (
    person_key bigint not null,
    visit_id bigint not null,
    institution_id bigint not null,
    department_id bigint not null,
    service smallint not null check (service between 1 and 5),
    waiting smallint not null check (waiting between 1 and 5),
    result smallint not null check (result between 1 and 5),
    comment text check (length(comment) between 1 and 500),
    rated_at timestamptz not null,
    day date not null,
    primary key (person_key, visit_id)
);

-- Counted as the ratings come: averages are read from here, never from the ratings.
create table survey.rating_count (
    institution_id bigint not null,
    day date not null,
    ratings bigint not null,
    service_stars bigint not null,
    waiting_stars bigint not null,
    result_stars bigint not null,
    primary key (institution_id, day),
    check (ratings > 0 and least(service_stars, waiting_stars, result_stars) >= ratings
        and greatest(service_stars, waiting_stars, result_stars) <= 5 * ratings)
);

do $$
begin
    if exists (select from pg_roles where rolname = 'kangcheng_app') then
        revoke update, delete on survey.rating from kangcheng_app;
    end if;
end $$;
