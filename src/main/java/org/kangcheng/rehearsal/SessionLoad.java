package org.kangcheng.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kangcheng.booking.NewSession;
import org.kangcheng.booking.SessionRows;
import org.kangcheng.booking.WeeklySession;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.directory.Practitioner;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Ids;
import org.postgresql.PGConnection;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Lays the city's weekly plan once, and the sessions of those of the next days that have none: all of them in a new city,
 * and in one that stood still for weeks. From there on booking itself adds day after day from the plan.
 */
@Component
class SessionLoad {
    /** Today, and as far as booking looks ahead: its window of seven days and three beyond. */
    private static final int DAYS = 11;
    /** Of a primary institution, only general practice takes bookings in a small city. */
    private static final String GENERAL_PRACTICE = "0200";

    private final Institutions institutions;
    private final DemoHospital demo;
    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;

    SessionLoad(Institutions institutions, DemoHospital demo, JdbcClient jdbc, Ids ids, Clock clock) {
        this.institutions = institutions;
        this.demo = demo;
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /** In the caller's transaction. */
    void into(Connection connection, CityPlan plan) throws SQLException {
        List<LocalDate> missing = missingDays();
        boolean planned = jdbc.sql("select exists (select from booking.weekly_session)")
                .query(Boolean.class)
                .single();
        if (missing.isEmpty() && planned) {
            return;
        }
        List<WeeklySession> weekly = weekly(plan);
        try {
            if (!planned) {
                copy(connection, SessionRows.COPY_WEEKLY, weeklyLines(weekly));
            }
            sessions(connection, weekly, missing);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asked by institution, as the index lies. */
    private List<LocalDate> missingDays() {
        LocalDate today = CityTime.today(clock);
        Set<LocalDate> present = new HashSet<>(jdbc.sql("""
                select distinct day from booking.session
                 where institution_id = ? and day between ? and ?
                """)
                .params(demo.hospital().institutionId(), today, today.plusDays(DAYS - 1))
                .query(LocalDate.class)
                .list());
        return today.datesUntil(today.plusDays(DAYS))
                .filter(day -> !present.contains(day))
                .toList();
    }

    private List<WeeklySession> weekly(CityPlan plan) {
        SessionPlan sessions = new SessionPlan(plan, ids);
        long own = demo.hospital().institutionId();
        Stream.of(Institution.Kind.HOSPITAL, Institution.Kind.PRIMARY)
                .flatMap(kind -> institutions.list(kind, "").stream())
                .forEach(at -> addAll(sessions, at, at.institutionId() == own, plan));
        return sessions.lines();
    }

    private void addAll(SessionPlan sessions, Institution at, boolean whole, CityPlan plan) {
        Map<Long, List<Practitioner>> staff = institutions.practitioners(at.institutionId()).stream()
                .collect(Collectors.groupingBy(Practitioner::departmentId));
        for (Department department : institutions.departments(at.institutionId())) {
            List<Practitioner> practitioners = staff.getOrDefault(department.departmentId(), List.of());
            if (department.takesNumbers() && !practitioners.isEmpty() && offers(at, department, plan)) {
                sessions.add(at, department, practitioners, whole);
            }
        }
    }

    private static boolean offers(Institution at, Department department, CityPlan plan) {
        return at.kind() == Institution.Kind.HOSPITAL
                || plan.scale() >= 0.02
                || department.subjectCode().equals(GENERAL_PRACTICE);
    }

    private static StringBuilder weeklyLines(List<WeeklySession> weekly) throws IOException {
        StringBuilder lines = new StringBuilder();
        for (WeeklySession line : weekly) {
            SessionRows.weekly(lines, line);
        }
        return lines;
    }

    /** A day at a time, so that a large city's numbers are never all in memory. */
    private void sessions(Connection connection, List<WeeklySession> weekly, List<LocalDate> days)
            throws SQLException, IOException {
        for (LocalDate day : days) {
            StringBuilder sessions = new StringBuilder();
            StringBuilder slots = new StringBuilder();
            List<NewSession> loaded = on(day, weekly);
            for (NewSession session : loaded) {
                long id = ids.next();
                SessionRows.session(sessions, id, session, clock.instant());
                SessionRows.slots(slots, id, session);
            }
            copy(connection, SessionRows.COPY_SESSIONS, sessions);
            copy(connection, SessionRows.COPY_SLOTS, slots);
            SessionRows.count(connection, loaded);
        }
    }

    private static List<NewSession> on(LocalDate day, List<WeeklySession> weekly) {
        List<NewSession> sessions = new ArrayList<>();
        for (WeeklySession line : weekly) {
            if (line.weekday() == day.getDayOfWeek()) {
                sessions.add(line.on(day));
            }
        }
        return sessions;
    }

    private static void copy(Connection connection, String statement, StringBuilder lines) throws SQLException {
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
        copy.writeToCopy(bytes, 0, bytes.length);
        copy.endCopy();
    }
}
