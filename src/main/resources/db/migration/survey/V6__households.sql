-- 入户: a round may be drawn from households. Which door it is nobody reads here; no door is knocked at twice in a round.
alter table survey.round drop constraint round_target_check;
alter table survey.round add constraint round_target_check
    check (target in ('VISITS', 'DISCHARGES', 'RESIDENTS', 'HOUSEHOLDS'));
alter table survey.sample add column household bytea check (length(household) = 16);
create unique index one_of_a_household on survey.sample (shard, household) where household is not null;
