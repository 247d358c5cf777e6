-- Towns whose past deliveries were loaded, each with its people's programmes gathered before.
create table rehearsal.past_town (
    town text primary key,
    deliveries int not null
);
-- When the past of the city was complete: nothing is loaded any more.
alter table rehearsal.city_load add column past_at timestamptz;
