package org.kangcheng.booking;

import java.util.Optional;
import org.kangcheng.kernel.PublicId;

/** An appointment's id, and that of the hold which became it; its text is {@code <institution>-<appointment>}. */
public record AppointmentId(long institutionId, long appointmentId) {
    public static Optional<AppointmentId> parse(String text) {
        return PublicId.parse(text).map(id -> new AppointmentId(id.shard(), id.key()));
    }

    @Override
    public String toString() {
        return new PublicId(institutionId, appointmentId).toString();
    }
}
