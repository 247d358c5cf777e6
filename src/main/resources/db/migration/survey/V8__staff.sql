-- 职工: a round may be drawn from those who work for institutions, by their accounts; they are no residents here.
alter table survey.round drop constraint round_target_check;
alter table survey.round add constraint round_target_check
    check (target in ('VISITS', 'DISCHARGES', 'RESIDENTS', 'HOUSEHOLDS', 'STAFF'));
alter table survey.sample alter column person_key drop not null;
alter table survey.sample add column account bigint;
alter table survey.sample add constraint one_is_asked check ((person_key is null) <> (account is null));
-- nobody is asked twice in a round
create unique index one_of_an_account on survey.sample (shard, account) where account is not null;
create index sample_of_staff on survey.sample (account) where outcome is null and account is not null;
