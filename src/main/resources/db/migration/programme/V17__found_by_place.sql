-- The rows behind figures of a village: what was claimed and looked into, what was missed, what looks made up.
create index claim_by_place on programme.claim (area_code, service_no, found_on);
create index missed_by_place on programme.missed (area_code, service_no, due_on);
create index sign_by_place on programme.sign (area_code, first_day);

-- And those of an institution: what its workers delivered on a day, for their own page and for the figure's rows.
create index delivery_by_institution on programme.delivery (institution_id, delivered_on) where institution_id is not null;
