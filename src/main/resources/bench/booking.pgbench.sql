-- The same reads and durable writes as one booking of the platform (booking.TakeNumber), with nothing around them.
-- Variables: first, width, total (sessions), institution, spread (1: one institution a session), wave (0).
\set session :first + (:wave * :width + random(0, :width - 1)) % :total
\set inst :institution + :spread * (1 + (:session - :first) % :width)
\set person random(1, 9000000000000000000)
\set appointment random(1, 9000000000000000000)
begin;
select current_key from identity.alias where retired_key = :person;
select person_key, name, sex, birth_date, area_code, id_type, verified, deceased_on from identity.person where person_key = :person;
with offered as (
    select department_id, day, status, release_at, ends_at
      from booking.session
     where institution_id = :inst and session_id = :session
), next as (
    select slot.slot_no
      from booking.slot, offered
     where slot.institution_id = :inst and slot.session_id = :session
       and (slot.state = 'FREE' or slot.state = 'HELD' and slot.held_until <= now())
       and slot.starts_at > now()
       and offered.release_at <= now()
     order by slot.slot_no
     limit 1
       for update of slot skip locked
), taken as (
    update booking.slot
       set state = 'BOOKED', appointment_id = :appointment, held_by = null, held_until = null
      from next
     where slot.institution_id = :inst and slot.session_id = :session and slot.slot_no = next.slot_no
    returning slot.slot_no, slot.starts_at
), made as (
    insert into booking.appointment (institution_id, appointment_id, session_id, slot_no, person_key,
        state, channel, booked_at, changed_at)
    select :inst, :appointment, :session, slot_no, :person, 'BOOKED', '9900', now(), now()
      from taken
), counted as (
    insert into tally.change (area_code, series_no, day, n)
    select '@' || lpad((:inst)::text, 19, '0'), series_no, offered.day, 1
      from taken, offered, tally.series where name = any (array['booking.booked', 'booking.through.institution'])
)
select coalesce((select slot_no from taken), 0) as got \gset
\if :got = 0
    \set wave :wave + 1
\else
insert into booking.person_appointment (person_key, appointment_id, institution_id, session_id, slot_no, department_id,
    day, starts_at, state, request_key, changed_at)
select :person, :appointment, :inst, :session, :got, :session, current_date + 2,
    current_date + interval '50 hours', 'BOOKED', :appointment::text, now()
 where not exists (select from booking.ban where person_key = :person and until_at > now() and lifted_at is null)
on conflict do nothing;
\endif
commit;
