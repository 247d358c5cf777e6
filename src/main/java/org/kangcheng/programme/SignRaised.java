package org.kangcheng.programme;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * A sign of made-up data came up, or came up again after it had been explained.
 *
 * @param kind of its rule: {@code equal-readings}
 * @param title of its rule, in Chinese
 * @param workerId the account that recorded it
 * @param areaCode the village where most of it was recorded
 * @param first the first day of what it is about
 * @param round how often it was judged before: the same for the same telling
 */
public record SignRaised(
        long signId,
        String kind,
        String title,
        String workerId,
        String worker,
        @Nullable Long institutionId,
        String areaCode,
        LocalDate first,
        int round) {}
