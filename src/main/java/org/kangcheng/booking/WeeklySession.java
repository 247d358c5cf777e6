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

    static WeeklySession like(NewSession session, long weeklyId, DayOfWeek weekday) {
        return new WeeklySession(
                session.institutionId(),
                weeklyId,
                weekday,
                session.departmentId(),
                session.practitionerId(),
                session.halfDay(),
                session.kind(),
                session.place(),
                session.registration(),
                session.consulting(),
                session.from(),
                session.to(),
                session.capacity());
    }

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
