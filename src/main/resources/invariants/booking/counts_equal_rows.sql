-- What is counted as booked, in all and by channel, come, not come, given back and stopped, of each institution and clinic's day, is the number of its appointments; what is counted as offered is the number of its numbers.
with counted as (
    select area_code, series_no, day, sum(n) as n from (
        select area_code, series_no, day, n from tally.count where length(area_code) = 20
        union all
        select area_code, series_no, day, n from tally.change
    ) both_of_them group by 1, 2, 3 having sum(n) <> 0
), rows as (
    select '@' || lpad(a.institution_id::text, 19, '0') as area_code, what.name, s.day, count(*) as n
      from booking.appointment a
      join booking.session s using (institution_id, session_id)
      join (values ('booking.booked', array['BOOKED', 'CHECKED_IN', 'FULFILLED', 'NO_SHOW']),
                   ('booking.came', array['CHECKED_IN', 'FULFILLED']), ('booking.no-show', array['NO_SHOW']),
                   ('booking.cancelled', array['CANCELLED']), ('booking.stopped', array['STOPPED'])) what (name, states)
        on a.state = any(what.states)
     group by 1, 2, 3
    union all
    select '@' || lpad(a.institution_id::text, 19, '0'), 'booking.through.' || channel.name, s.day, count(*)
      from booking.appointment a
      join booking.session s using (institution_id, session_id)
      left join (values ('0100', 'counter'), ('0200', 'kiosk'), ('0300', 'consulting-room'), ('0401', 'service-account'),
                        ('0402', 'mini-program'), ('0500', 'hotline'), ('9900', 'institution')) channel (code, name)
        on channel.code = a.channel
     where a.state in ('BOOKED', 'CHECKED_IN', 'FULFILLED', 'NO_SHOW')
     group by 1, 2, 3
    union all
    select '@' || lpad(institution_id::text, 19, '0'), 'booking.offered', s.day, count(*)
      from booking.session s join booking.slot number using (institution_id, session_id)
     where number.state <> 'STOPPED'
     group by 1, 2, 3
)
select area_code, name, day, counted.n as counted, rows.n as rows
  from (select area_code, name, day, n from counted join tally.series using (series_no) where name like 'booking.%') counted
  full join rows using (area_code, name, day)
 where counted.n is distinct from rows.n
