-- 服务记录导入任务. committed_row is moved in the transaction of the rows themselves: what it says is done is done.
create table programme.delivery_import_job (
    job_id bigint primary key,
    service_no smallint not null,
    file_name text not null,
    state text not null check (state in ('RUNNING', 'DONE', 'FAILED')),
    total_rows int not null,
    committed_row int not null default 0 check (committed_row <= total_rows),
    recorded int not null default 0,
    known int not null default 0,
    bad int not null default 0,
    -- for whom it goes on after a restart
    worker_id text not null,
    worker text not null,
    roles text[] not null,
    institution_id bigint,
    area_code text,
    started_at timestamptz not null,
    finished_at timestamptz,
    message text not null default '',
    constraint each_row_once check (recorded + known + bad = committed_row)
);
create index delivery_import_by_worker on programme.delivery_import_job (worker_id, job_id);
create table programme.delivery_import_error (
    job_id bigint not null,
    row_no int not null,
    reason text not null,
    cells_sealed bytea not null,
    primary key (job_id, row_no)
);
