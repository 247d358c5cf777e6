-- Imports of every kind have one table now.
insert into sheet.import_job (job_id, kind, subject, owner_id, owner, reach, file_name, state, total_rows, committed_row,
    kept, known, bad, started_at, finished_at, message)
select job_id, 'deliveries', service_no::text, worker_id, worker,
       json_build_object('roles', roles, 'institutionId', institution_id, 'areaCode', area_code)::text, file_name, state,
       total_rows, committed_row, recorded, known, bad, started_at, finished_at, message
  from programme.delivery_import_job;
insert into sheet.import_error select job_id, row_no, reason, cells_sealed from programme.delivery_import_error;
drop table programme.delivery_import_error, programme.delivery_import_job;
