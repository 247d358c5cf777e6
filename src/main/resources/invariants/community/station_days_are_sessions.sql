-- Each day of a station's calendar is a session of booking on that day.
select d.institution_id, d.session_id from community.station_day d
  left join booking.session s on s.institution_id = d.institution_id and s.session_id = d.session_id and s.day = d.day
 where s.session_id is null
