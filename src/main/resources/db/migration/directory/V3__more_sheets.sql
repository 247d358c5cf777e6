-- Divisions and reading points come in by tables too.
alter table directory.import_job drop constraint import_job_kind_check;
alter table directory.import_job add constraint import_job_kind_check
    check (kind in ('AREAS', 'INSTITUTIONS', 'DEPARTMENTS', 'PRACTITIONERS', 'READING_POINTS'));
