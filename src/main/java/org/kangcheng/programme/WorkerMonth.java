package org.kangcheng.programme;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What one worker delivered in one month, and what signs ask about it.
 *
 * @param rows what counts, by day
 * @param before how many services with a form she delivered in the same year before this month
 */
record WorkerMonth(String workerId, YearMonth month, List<Row> rows, long before) {
    /**
     * @param doneAt the moment it was done; null when only the day is known
     * @param imported it came by a file
     * @param asked its form asks something
     * @param readings the form's numbers, by field
     * @param readingsBefore those of the same service the time before; empty when there was none
     * @param away she was registered as moved away or out of reach on that day
     */
    record Row(
            long personKey,
            long deliveryId,
            int serviceNo,
            LocalDate on,
            Instant recordedAt,
            @Nullable Instant doneAt,
            boolean imported,
            String areaCode,
            @Nullable Long institutionId,
            String worker,
            boolean asked,
            Map<String, BigDecimal> readings,
            Map<String, BigDecimal> readingsBefore,
            LocalDate birth,
            @Nullable LocalDate died,
            boolean away) {}

    List<Row> asked() {
        return rows.stream().filter(Row::asked).toList();
    }
}
