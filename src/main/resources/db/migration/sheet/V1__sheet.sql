create schema sheet;

-- 导入任务. committed_row is moved in the transaction of the rows themselves: what it says is done is done.
create table sheet.import_job (
    job_id bigint primary key,
    kind text not null,
    subject text not null,
    owner_id text not null,
    owner text not null,
    -- how far the owner reached when she began: for her it goes on after a restart
    reach text not null,
    file_name text not null,
    state text not null check (state in ('RUNNING', 'DONE', 'FAILED')),
    total_rows int not null,
    committed_row int not null default 0 check (committed_row <= total_rows),
    kept int not null default 0,
    known int not null default 0,
    bad int not null default 0,
    started_at timestamptz not null,
    finished_at timestamptz,
    message text not null default '',
    constraint each_row_once check (kept + known + bad = committed_row)
);
create index import_job_of_kind on sheet.import_job (kind, job_id);
create index import_job_of_owner on sheet.import_job (kind, owner_id, subject, job_id);
create index import_job_running on sheet.import_job (job_id) where state = 'RUNNING';

-- The rows that could not be kept, sealed: they are people's.
create table sheet.import_error (
    job_id bigint not null,
    row_no int not null,
    reason text not null,
    cells_sealed bytea not null,
    primary key (job_id, row_no)
);
