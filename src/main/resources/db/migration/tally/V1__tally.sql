create schema tally;

-- What is counted: one number a name, given once.
create table tally.series (
    series_no int generated always as identity primary key,
    name text not null unique
);

-- 计数: of each area (city, county, town, village), by day. A question over days is a range of the key.
create table tally.count (
    area_code text not null,
    series_no int not null,
    day date not null,
    n bigint not null,
    primary key (area_code, series_no, day)
);

-- Changes that are not in the counts yet, written in the transaction of what they count. Folding takes them away and adds
-- them in one transaction, so each counts once; whoever reads adds what is still here. A local queue.
create table tally.change (
    change_id bigint generated always as identity primary key,
    area_code text not null,
    series_no int not null,
    day date not null,
    n bigint not null
);
