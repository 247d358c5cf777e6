package org.kangcheng.booking;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.tally.Tally;

/**
 * Sessions and their numbers as lines for PostgreSQL's COPY, for loading a city at once. The rows are the same that
 * {@link Sessions#create} writes.
 */
public final class SessionRows {
    public static final String COPY_SESSIONS = """
            copy booking.session (institution_id, session_id, department_id, practitioner_id, day, half_day, clinic_kind,
                place, registration_fen, consulting_fen, release_at, starts_at, ends_at, capacity, created_at) from stdin
            """;
    public static final String COPY_SLOTS =
            "copy booking.slot (institution_id, session_id, slot_no, starts_at, ends_at) from stdin";

    public static final String COPY_WEEKLY = """
            copy booking.weekly_session (institution_id, weekly_id, weekday, department_id, practitioner_id, half_day,
                clinic_kind, place, registration_fen, consulting_fen, starts_at, ends_at, capacity) from stdin
            """;

    private static final String SERIES = "insert into tally.series (name) values (?) on conflict do nothing";

    private static final String OFFERED = """
            insert into tally.change (area_code, series_no, day, n)
            select ?, series_no, ?, ? from tally.series where name = ?
            """;

    private record Clinics(long institutionId, LocalDate day) {}

    private SessionRows() {}

    /** Counts the numbers of loaded sessions as on offer, in the transaction that loads them. */
    public static void count(Connection connection, Collection<NewSession> sessions) throws SQLException {
        Map<Clinics, Long> numbers = sessions.stream()
                .collect(Collectors.groupingBy(
                        it -> new Clinics(it.institutionId(), it.day()), Collectors.summingLong(NewSession::capacity)));
        try (PreparedStatement series = connection.prepareStatement(SERIES);
                PreparedStatement offered = connection.prepareStatement(OFFERED)) {
            series.setString(1, AppointmentCounting.OFFERED);
            series.executeUpdate();
            for (Map.Entry<Clinics, Long> of : numbers.entrySet()) {
                offered.setString(1, Tally.institution(of.getKey().institutionId()));
                offered.setObject(2, of.getKey().day());
                offered.setLong(3, of.getValue());
                offered.setString(4, AppointmentCounting.OFFERED);
                offered.addBatch();
            }
            offered.executeBatch();
        }
    }

    /** The session's line for {@link #COPY_SESSIONS}. */
    public static void session(Appendable out, long sessionId, NewSession session, Instant now) throws IOException {
        line(
                out,
                session.institutionId(),
                sessionId,
                session.departmentId(),
                session.practitionerId(),
                session.day(),
                session.halfDay(),
                session.kind(),
                escaped(session.place()),
                session.registration().amount(),
                session.consulting().amount(),
                session.releaseAt() == null ? Rules.DEFAULT.releaseOf(session.day()) : session.releaseAt(),
                session.startsAt(),
                session.endsAt(),
                session.capacity(),
                now);
    }

    /** Its numbers' lines for {@link #COPY_SLOTS}. */
    public static void slots(Appendable out, long sessionId, NewSession session) throws IOException {
        for (int slotNo = 1; slotNo <= session.capacity(); slotNo++) {
            line(
                    out,
                    session.institutionId(),
                    sessionId,
                    slotNo,
                    session.slotStart(slotNo),
                    session.slotStart(slotNo + 1));
        }
    }

    /** A weekly plan's line for {@link #COPY_WEEKLY}. */
    public static void weekly(Appendable out, WeeklySession weekly) throws IOException {
        line(
                out,
                weekly.institutionId(),
                weekly.weeklyId(),
                weekly.weekday().getValue(),
                weekly.departmentId(),
                weekly.practitionerId(),
                weekly.halfDay(),
                weekly.kind(),
                escaped(weekly.place()),
                weekly.registration().amount(),
                weekly.consulting().amount(),
                weekly.from(),
                weekly.to(),
                weekly.capacity());
    }

    private static void line(Appendable out, @Nullable Object... values) throws IOException {
        for (int at = 0; at < values.length; at++) {
            Object value = values[at];
            out.append(at == 0 ? "" : "\t").append(value == null ? "\\N" : value.toString());
        }
        out.append('\n');
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\t", " ").replace("\n", " ").replace("\r", " ");
    }
}
