-- 目录导入: who changed the directory by a table, and what came of its rows. The rows that were not kept go back as
-- error_sheet; the first of them stand in refused too, to be looked at.
create table directory.import_job (
    job_id bigint primary key,
    kind text not null check (kind in ('INSTITUTIONS', 'DEPARTMENTS', 'PRACTITIONERS')),
    file_name text not null,
    done_by text not null,
    done_at timestamptz not null,
    added int not null,
    changed int not null,
    unchanged int not null,
    bad int not null,
    refused text not null,
    error_sheet bytea
);
