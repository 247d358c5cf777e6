-- 住院: a round may be drawn from stays in hospital that are over.
alter table survey.round drop constraint round_target_check;
alter table survey.round add constraint round_target_check check (target in ('VISITS', 'DISCHARGES', 'RESIDENTS'));
