-- What was booked before appointments were counted.
insert into tally.series (name) values ('booking.booked'), ('booking.came'), ('booking.no-show'), ('booking.cancelled'),
    ('booking.stopped') on conflict do nothing;
insert into tally.change (area_code, series_no, day, n)
select '@' || lpad(a.institution_id::text, 19, '0'), series.series_no, s.day, count(*)
  from booking.appointment a
  join booking.session s using (institution_id, session_id)
  join (values ('booking.booked', array['BOOKED', 'CHECKED_IN', 'FULFILLED', 'NO_SHOW']),
               ('booking.came', array['CHECKED_IN', 'FULFILLED']), ('booking.no-show', array['NO_SHOW']),
               ('booking.cancelled', array['CANCELLED']), ('booking.stopped', array['STOPPED'])) what (name, states)
    on a.state = any(what.states)
  join tally.series using (name)
 group by 1, 2, 3;
