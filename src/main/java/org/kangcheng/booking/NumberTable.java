package org.kangcheng.booking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.booking.Appointment.State;
import org.kangcheng.tally.Tally;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The statements that give a number to somebody and take it back: each locks the number's own row first, so that no two
 * of them can wait for each other.
 */
@Component
class NumberTable {
    /**
     * A session, and the number taken of it.
     *
     * @param slotNo null when none was free; {@code startsAt} likewise
     */
    record Taken(
            long departmentId,
            LocalDate day,
            boolean stopped,
            Instant releaseAt,
            Instant endsAt,
            @Nullable Integer slotNo,
            @Nullable Instant startsAt) {}

    /**
     * The next number that is free, or whose hold has lapsed. Numbers that others are just taking are passed over, not
     * waited for. Whether the session is stopped is read off the number's row and not off the session's: the lock makes
     * the row the newest there is, while the session's may be older by a moment.
     */
    private static final String NEXT_FREE = """
            with offered as (
                select department_id, day, status, release_at, ends_at
                  from booking.session
                 where institution_id = :institution and session_id = :session
            ), next as (
                select slot.slot_no
                  from booking.slot, offered
                 where slot.institution_id = :institution and slot.session_id = :session
                   and (slot.state = 'FREE' or slot.state = 'HELD' and slot.held_until <= :now)
                   and slot.starts_at > :now
                   and offered.release_at <= :now
                   and (cast(:slotNo as int) is null or slot.slot_no = cast(:slotNo as int))
                 order by slot.slot_no
                 limit 1
                   for update of slot skip locked
            )""";

    private static final String ANSWER = """
            select offered.*, taken.slot_no, taken.starts_at from offered left join taken on true
            """;

    private static final String BOOK = NEXT_FREE + """
            , taken as (
                update booking.slot
                   set state = 'BOOKED', appointment_id = :appointment, held_by = null, held_until = null
                  from next
                 where slot.institution_id = :institution and slot.session_id = :session
                   and slot.slot_no = next.slot_no
                returning slot.slot_no, slot.starts_at
            ), made as (
                insert into booking.appointment (institution_id, appointment_id, session_id, slot_no, person_key,
                    state, channel, booked_at, changed_at)
                select :institution, :appointment, :session, slot_no, :person, 'BOOKED', :channel, :now, :now
                  from taken
            ), counted as (
                insert into tally.change (area_code, series_no, day, n)
                select :place, series_no, offered.day, 1 from taken, offered, unnest(:series::int[]) series_no
            )
            """ + ANSWER;

    private static final String HOLD = NEXT_FREE + """
            , taken as (
                update booking.slot
                   set state = 'HELD', held_by = :appointment, held_until = :until
                  from next
                 where slot.institution_id = :institution and slot.session_id = :session
                   and slot.slot_no = next.slot_no
                returning slot.slot_no, slot.starts_at
            )
            """ + ANSWER;

    private final JdbcClient jdbc;
    private final AppointmentCounting counting;

    NumberTable(JdbcClient jdbc, AppointmentCounting counting) {
        this.jdbc = jdbc;
        this.counting = counting;
    }

    /** Sells a number. Empty when there is no such session. */
    Optional<Taken> book(Booking booking, long appointmentId, Instant now) {
        return taking(BOOK, booking, appointmentId, now)
                .param("person", booking.personKey())
                .param("channel", booking.channel().code())
                .param("place", Tally.institution(booking.institutionId()))
                .param("series", counting.booked(booking.channel()))
                .query(NumberTable::taken)
                .optional();
    }

    /** Holds a number for the appointment to be. Empty when there is no such session. */
    Optional<Taken> hold(Booking booking, long appointmentId, Instant now, Instant until) {
        return taking(HOLD, booking, appointmentId, now)
                .param("until", Timestamp.from(until))
                .query(NumberTable::taken)
                .optional();
    }

    private JdbcClient.StatementSpec taking(String sql, Booking booking, long appointmentId, Instant now) {
        return jdbc.sql(sql)
                .param("institution", booking.institutionId())
                .param("session", booking.sessionId())
                .param("slotNo", booking.slotNo())
                .param("appointment", appointmentId)
                .param("now", Timestamp.from(now));
    }

    /** Makes an appointment of a hold that has not lapsed; true when it did. */
    boolean confirm(Appointment hold, String channel, Instant now) {
        boolean confirmed = jdbc.sql("""
                with taken as (
                    update booking.slot
                       set state = 'BOOKED', appointment_id = :appointment, held_by = null, held_until = null
                     where institution_id = :institution and session_id = :session and slot_no = :slotNo
                       and state = 'HELD' and held_by = :appointment and held_until > :now
                    returning slot_no
                )
                insert into booking.appointment (institution_id, appointment_id, session_id, slot_no, person_key,
                    state, channel, booked_at, changed_at)
                select :institution, :appointment, :session, slot_no, :person, 'BOOKED', :channel, :now, :now
                  from taken
                """)
                        .param("institution", hold.slot().institutionId())
                        .param("session", hold.slot().sessionId())
                        .param("slotNo", hold.slot().slotNo())
                        .param("appointment", hold.id().appointmentId())
                        .param("person", hold.personKey())
                        .param("channel", channel)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
        if (confirmed) {
            counting.moved(List.of(hold), State.BOOKED);
        }
        return confirmed;
    }

    /** Gives up a hold; the number is free at once. */
    void release(Appointment hold) {
        jdbc.sql("""
                update booking.slot set state = 'FREE', held_by = null, held_until = null
                 where institution_id = ? and session_id = ? and slot_no = ? and state = 'HELD' and held_by = ?
                """)
                .params(
                        hold.slot().institutionId(),
                        hold.slot().sessionId(),
                        hold.slot().slotNo())
                .param(hold.id().appointmentId())
                .update();
    }

    /** Cancels a booked appointment and frees its number; true when it did. */
    boolean giveBack(Appointment appointment, String reason, Instant now) {
        boolean given = jdbc.sql("""
                with number as (
                    select slot_no from booking.slot
                     where institution_id = :institution and session_id = :session and slot_no = :slotNo
                       and appointment_id = :appointment
                       for update
                ), closed as (
                    update booking.appointment set state = 'CANCELLED', changed_at = :now, reason = :reason
                      from number
                     where institution_id = :institution and appointment_id = :appointment and state = 'BOOKED'
                    returning number.slot_no
                )
                update booking.slot set state = 'FREE', appointment_id = null
                  from closed
                 where institution_id = :institution and session_id = :session and slot.slot_no = closed.slot_no
                """)
                        .param("institution", appointment.slot().institutionId())
                        .param("session", appointment.slot().sessionId())
                        .param("slotNo", appointment.slot().slotNo())
                        .param("appointment", appointment.id().appointmentId())
                        .param("reason", reason)
                        .param("now", Timestamp.from(now))
                        .update()
                == 1;
        if (given) {
            counting.moved(List.of(appointment.in(State.BOOKED, now)), State.CANCELLED);
        }
        return given;
    }

    private static Taken taken(ResultSet row, int n) throws SQLException {
        Timestamp startsAt = row.getTimestamp("starts_at");
        return new Taken(
                row.getLong("department_id"),
                row.getObject("day", LocalDate.class),
                "STOPPED".equals(row.getString("status")),
                row.getTimestamp("release_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                row.getObject("slot_no", Integer.class),
                startsAt == null ? null : startsAt.toInstant());
    }
}
