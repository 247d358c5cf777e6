package org.kangcheng.booking;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Fen;

/** 排班模板: a session that comes every week. Fields as in {@link NewSession}. */
public record WeeklySession(
        long institutionId,
        long weeklyId,
        DayOfWeek weekday,
        long departmentId,
        @Nullable Long practitionerId,
        HalfDay halfDay,
        ClinicKind kind,
        String place,
        Fen registration,
        Fen consulting,
        LocalTime from,
        LocalTime to,
        int capacity) {

    public NewSession on(LocalDate day) {
        return new NewSession(
                institutionId,
                departmentId,
                practitionerId,
                day,
                halfDay,
                kind,
                place,
                registration,
                consulting,
                from,
                to,
                capacity,
                null);
    }
}
