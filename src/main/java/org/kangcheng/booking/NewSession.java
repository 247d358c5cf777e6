package org.kangcheng.booking;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Fen;

/**
 * A session to be held. Its numbers are spread evenly over its time, in whole minutes.
 *
 * @param practitionerId null for a clinic without a named practitioner
 * @param registration 挂号费
 * @param consulting 诊查费
 * @param releaseAt 放号: from when its numbers are sold; null for the institution's rule
 */
public record NewSession(
        long institutionId,
        long departmentId,
        @Nullable Long practitionerId,
        LocalDate day,
        HalfDay halfDay,
        ClinicKind kind,
        String place,
        Fen registration,
        Fen consulting,
        LocalTime from,
        LocalTime to,
        int capacity,
        @Nullable Instant releaseAt) {

    /** So many numbers can one session have. */
    public static final int MOST_NUMBERS = 200;

    Instant startsAt() {
        return CityTime.instant(day.atTime(from));
    }

    Instant endsAt() {
        return CityTime.instant(day.atTime(to));
    }

    long minutes() {
        return from.until(to, ChronoUnit.MINUTES);
    }

    /** When the time of number {@code slotNo} begins; that of the one after the last is the session's end. */
    Instant slotStart(int slotNo) {
        return startsAt().plus(minutes() * (slotNo - 1) / capacity, ChronoUnit.MINUTES);
    }
}
