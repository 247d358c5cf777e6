-- In which area the counts of an institution are contained: those of its county and its town are kept beside its own, so that
-- a county's figure is one question and not one for each institution. When the directory says another area, what was counted
-- goes along with the institution; until the first folding after this none is contained in any.
create table tally.lying (
    institution_id bigint primary key,
    area_code text not null
);
