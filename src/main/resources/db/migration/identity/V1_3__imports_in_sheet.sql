-- Imports of every kind have one table now.
insert into sheet.import_job (job_id, kind, subject, owner_id, owner, reach, file_name, state, total_rows, committed_row,
    kept, known, bad, started_at, finished_at, message)
select job_id, 'residents', '', '', started_by, '', file_name, state, total_rows, committed_row, enrolled, known, bad,
       started_at, finished_at, message
  from identity.import_job;
insert into sheet.import_error select job_id, row_no, reason, cells_sealed from identity.import_error;
drop table identity.import_error, identity.import_job;
