-- From when an item's terms run, moved on by as long as its clock stood still: of items that were opened before this nobody
-- noted it, and what they used of their terms is not counted.
alter table governance.item add column begun_on date;
