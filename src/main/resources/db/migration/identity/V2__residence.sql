-- Some people are known only because they were treated: an institution told of them, and not where they live. They are
-- nobody's residents until somebody knows: no village counts them, no list of a village's people holds them. Their
-- area_code says where they were met.
alter table identity.person add column residence_known boolean not null default true;
