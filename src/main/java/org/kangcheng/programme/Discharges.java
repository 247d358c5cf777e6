package org.kangcheng.programme;

import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;

/** 出院: stays in hospital that are over, as institutions filed them. */
@Component
public class Discharges {
    /** @param source the entry of the record that told it */
    public record Discharge(long personKey, LocalDate on, String source) {}

    private final FinishedCareTable care;

    Discharges(FinishedCareTable care) {
        this.care = care;
    }

    /** Of an institution from a day to a day; at most so many, the newest. */
    public List<Discharge> of(long institutionId, LocalDate first, LocalDate last, int most) {
        return care.discharges(institutionId, first, last, most).stream()
                .map(row -> new Discharge(row.personKey(), row.finishedOn(), row.source()))
                .toList();
    }
}
