-- More than the access log is sealed: each chain has its blocks, numbered from 1.
alter table access.seal add column chain text not null default 'access/reading';
alter table access.seal alter column chain drop default;
alter table access.seal drop constraint seal_pkey;
alter table access.seal add primary key (chain, block_no);
