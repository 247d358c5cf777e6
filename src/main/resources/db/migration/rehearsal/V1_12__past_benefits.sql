-- How many benefits were recorded of the town's past; null: not yet.
alter table rehearsal.past_town add column benefits int;
-- When enough of the city's past benefits were recorded.
alter table rehearsal.city_load add column benefits_at timestamptz;
