package org.kangcheng.booking;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.Refusal;

/** What the staff's forms for a session and for a weekly plan's line ask for. */
record SessionForm(
        @Nullable LocalDate day,
        long department,
        @Nullable Long practitioner,
        HalfDay halfDay,
        ClinicKind kind,
        LocalTime from,
        LocalTime to,
        int capacity,
        String registration,
        String consulting,
        String place) {

    /** What an empty form begins with. */
    static SessionForm blank(LocalDate day) {
        return new SessionForm(
                day,
                0,
                null,
                HalfDay.AM,
                ClinicKind.ORDINARY,
                LocalTime.of(8, 0),
                LocalTime.of(11, 30),
                30,
                "0.00",
                "6.00",
                "");
    }

    SessionForm onDay(LocalDate other) {
        return new SessionForm(
                other, department, practitioner, halfDay, kind, from, to, capacity, registration, consulting, place);
    }

    NewSession on(long institutionId) {
        if (day == null) {
            throw Refusal.badInput("day", "请选择日期。").asException();
        }
        return new NewSession(
                institutionId,
                department,
                practitioner,
                day,
                halfDay,
                kind,
                place.strip(),
                fen(registration),
                fen(consulting),
                from,
                to,
                capacity,
                null);
    }

    /** Yuan with at most two decimals. */
    private static Fen fen(String yuan) {
        try {
            return new Fen(new BigDecimal(yuan.strip()).movePointRight(2).longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw Refusal.badInput("fee", "费用应是元为单位的数,最多两位小数。").asException();
        }
    }
}
