package org.kangcheng.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringReader;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestDatabase;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.Ids;
import org.postgresql.PGConnection;
import org.springframework.beans.factory.annotation.Autowired;

/** What is loaded by COPY is what would have been created one by one. */
class SessionRowsTests extends BookingPlatform {
    @Autowired
    private Ids ids;

    @Autowired
    private WeeklyTable weekly;

    @Test
    void aLoadedSessionIsLikeACreatedOne() throws Exception {
        NewSession plan = oddTimes();
        Session created = created(plan);
        sessions.stop(created.id(), "让位");
        SessionId loaded = new SessionId(plan.institutionId(), ids.next());
        StringBuilder session = new StringBuilder();
        StringBuilder numbers = new StringBuilder();
        SessionRows.session(session, loaded.sessionId(), plan, clock.instant());
        SessionRows.slots(numbers, loaded.sessionId(), plan);
        copy(SessionRows.COPY_SESSIONS, session);
        copy(SessionRows.COPY_SLOTS, numbers);
        try (var connection = TestDatabase.access().connectAsOwner()) {
            SessionRows.count(connection, List.of(plan));
        }

        assertThat(sessions.find(loaded).orElseThrow())
                .usingRecursiveComparison()
                .ignoringFields("id", "status")
                .isEqualTo(created);
        assertThat(times(loaded)).isEqualTo(times(created.id())).hasSize(7);
    }

    @Test
    void andAWeeklyLine() throws Exception {
        WeeklySession line = WeeklySession.like(oddTimes(), ids.next(), DayOfWeek.FRIDAY);
        StringBuilder lines = new StringBuilder();
        SessionRows.weekly(lines, line);
        copy(SessionRows.COPY_WEEKLY, lines);

        assertThat(weekly.of(line.institutionId())).containsExactly(line);
        weekly.remove(line.institutionId(), line.weeklyId());
    }

    /** 100 minutes for 7 numbers, a doctor, and a place that COPY would stumble over. */
    private NewSession oddTimes() {
        return new NewSession(
                clinic.institutionId(),
                clinic.departmentId(),
                doctor(),
                today,
                HalfDay.PM,
                ClinicKind.EXPERT,
                "A\\B座",
                new Fen(50),
                Fen.ofYuan(20),
                LocalTime.of(14, 0),
                LocalTime.of(15, 40),
                7,
                null);
    }

    private long doctor() {
        return jdbc.sql("select min(practitioner_id) from directory.practitioner where institution_id = ?")
                .param(clinic.institutionId())
                .query(Long.class)
                .single();
    }

    private List<List<Object>> times(SessionId session) {
        return slots.bySession(session).stream()
                .map(slot -> List.<Object>of(slot.id().slotNo(), slot.startsAt(), slot.endsAt()))
                .toList();
    }

    private static void copy(String sql, StringBuilder rows) throws Exception {
        try (var connection = TestDatabase.access().connectAsOwner()) {
            connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new StringReader(rows.toString()));
        }
    }
}
