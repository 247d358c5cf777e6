package org.kangcheng.booking;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Fen;

/**
 * 排班: a clinic of one half-day, with its numbers.
 *
 * @param releaseAt 放号: from when its numbers are sold
 */
public record Session(
        SessionId id,
        long departmentId,
        @Nullable Long practitionerId,
        LocalDate day,
        HalfDay halfDay,
        ClinicKind kind,
        String place,
        Fen registration,
        Fen consulting,
        Instant releaseAt,
        Instant startsAt,
        Instant endsAt,
        int capacity,
        Status status) {

    public enum Status {
        OPEN,
        /** 停诊. */
        STOPPED
    }

    public Fen fee() {
        return registration.plus(consulting);
    }

    public boolean open() {
        return status == Status.OPEN;
    }
}
