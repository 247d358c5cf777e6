package org.kangcheng.programme;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 服务记录: a service that a worker delivered to a person on a day.
 *
 * @param form the answers, as JSON
 * @param areaCode where the person lived when it was recorded: where it is counted
 * @param confirm what the resident says of it, where a service asks her
 */
record Delivery(
        long personKey,
        long deliveryId,
        int serviceNo,
        LocalDate deliveredOn,
        int point,
        String areaCode,
        @Nullable Long institutionId,
        String worker,
        String form,
        @Nullable String grade,
        Instant recordedAt,
        @Nullable Instant voidedAt,
        @Nullable String voidReason,
        Confirm.State confirm) {
    /** Of a later day; of the same day, recorded later. */
    boolean isAfter(Delivery other) {
        int days = deliveredOn.compareTo(other.deliveredOn);
        return days > 0 || (days == 0 && deliveryId > other.deliveryId);
    }
}
