package org.kangcheng.rehearsal;

import java.time.DayOfWeek;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.kangcheng.booking.ClinicKind;
import org.kangcheng.booking.HalfDay;
import org.kangcheng.booking.WeeklySession;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Practitioner;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.Ids;

/**
 * 排班 of the generated city: what each number-taking department offers every week. Every hospital's departments are
 * open each day, some in the evening; a larger city has more sessions with more numbers. Fees are invented.
 */
final class SessionPlan {
    private static final int FEWEST_NUMBERS = 6;
    private static final int MOST_NUMBERS = 40;
    private static final int NIGHT_NUMBERS = 6;
    /** Internal medicine and paediatrics: what cannot wait until morning. */
    private static final List<String> NIGHT_SUBJECTS = List.of("0300", "0700");

    private final CityPlan plan;
    private final Ids ids;
    private final List<WeeklySession> lines = new ArrayList<>();

    SessionPlan(CityPlan plan, Ids ids) {
        this.plan = plan;
        this.ids = ids;
    }

    /** @param whole every practitioner sits both half-days: the demonstration's own hospital */
    void add(Institution at, Department department, List<Practitioner> practitioners, boolean whole) {
        int sessions = whole ? 2 * practitioners.size() : Math.min(sessions(at), 2 * practitioners.size());
        for (DayOfWeek weekday : DayOfWeek.values()) {
            for (int n = 0; n < sessions; n++) {
                int turn = weekday.getValue() + n / 2;
                boolean morning = at.kind() == Institution.Kind.PRIMARY || (weekday.getValue() + n) % 2 == 0;
                Practitioner sitting = practitioners.get(turn % practitioners.size());
                line(at, department, sitting, weekday, morning ? HalfDay.AM : HalfDay.PM);
            }
            if (at.kind() == Institution.Kind.HOSPITAL && NIGHT_SUBJECTS.contains(department.subjectCode())) {
                line(at, department, practitioners.getLast(), weekday, HalfDay.NIGHT);
            }
        }
    }

    /** A day and department. */
    private int sessions(Institution at) {
        if (at.kind() == Institution.Kind.PRIMARY) {
            return 1;
        }
        return plan.scale() < 0.02 ? 1 : plan.scale() < 0.3 ? 2 : 4;
    }

    private void line(Institution at, Department in, Practitioner sitting, DayOfWeek weekday, HalfDay half) {
        ClinicKind kind =
                half == HalfDay.NIGHT ? ClinicKind.NIGHT : sitting.expert() ? ClinicKind.EXPERT : ClinicKind.ORDINARY;
        lines.add(new WeeklySession(
                at.institutionId(),
                ids.next(),
                weekday,
                in.departmentId(),
                sitting.practitionerId(),
                half,
                kind,
                "门诊楼 %d 层".formatted(1 + in.departmentId() % 5),
                new Fen(at.kind() == Institution.Kind.PRIMARY ? 100 : 200),
                consulting(at, kind),
                from(half),
                from(half).plusHours(3),
                half == HalfDay.NIGHT ? NIGHT_NUMBERS : numbers()));
    }

    private static Fen consulting(Institution at, ClinicKind kind) {
        if (at.kind() == Institution.Kind.PRIMARY) {
            return new Fen(300);
        }
        return new Fen(kind == ClinicKind.EXPERT ? 1500 : 600);
    }

    private static LocalTime from(HalfDay half) {
        return switch (half) {
            case AM -> LocalTime.of(8, 30);
            case PM -> LocalTime.of(13, 30);
            case NIGHT -> LocalTime.of(18, 0);
        };
    }

    private int numbers() {
        return (int) Math.round(FEWEST_NUMBERS + (MOST_NUMBERS - FEWEST_NUMBERS) * Math.min(1, plan.scale() * 4));
    }

    List<WeeklySession> lines() {
        return lines;
    }
}
