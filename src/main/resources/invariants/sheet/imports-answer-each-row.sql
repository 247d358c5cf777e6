-- An import that is done has answered each of its rows, and keeps each row it could not take until it is forgotten.
select j.job_id, j.state, j.total_rows, j.committed_row, j.bad, count(e.row_no) as kept
  from sheet.import_job j left join sheet.import_error e on e.job_id = j.job_id
 group by j.job_id
having (j.state = 'DONE' and j.committed_row <> j.total_rows) or count(e.row_no) not in (0, j.bad)
