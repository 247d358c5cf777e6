-- Appointments are counted by the channel through which they were booked, and the numbers on offer. Those there were before:
create temp table counted on commit drop as
select a.institution_id, case a.channel when '0100' then 'booking.through.counter' when '0200' then 'booking.through.kiosk'
           when '0300' then 'booking.through.consulting-room' when '0401' then 'booking.through.service-account'
           when '0402' then 'booking.through.mini-program' when '0500' then 'booking.through.hotline'
           when '9900' then 'booking.through.institution' end as name, s.day, count(*) as n
  from booking.appointment a
  join booking.session s using (institution_id, session_id)
 where a.state in ('BOOKED', 'CHECKED_IN', 'FULFILLED', 'NO_SHOW')
 group by 1, 2, 3
union all
select institution_id, 'booking.offered', s.day, count(*)
  from booking.session s
  join booking.slot number using (institution_id, session_id)
 where number.state <> 'STOPPED'
 group by 1, 2, 3;
insert into tally.series (name) select distinct name from counted on conflict do nothing;
insert into tally.change (area_code, series_no, day, n)
select '@' || lpad(institution_id::text, 19, '0'), series_no, day, n from counted join tally.series using (name);

-- By whom, or where, an appointment was made is one of those that are counted.
alter table booking.appointment add constraint booked_through_a_channel
    check (channel in ('0100', '0200', '0300', '0401', '0402', '0500', '9900'));
