package org.kangcheng.record;

import java.time.LocalDate;
import java.util.List;
import org.springframework.stereotype.Component;

/** 归档的及时: how many visits of a day each institution has filed in the record, and how many of them late. */
@Component
public class FiledVisits {
    /**
     * @param filed whose visit began on the day
     * @param late of those, filed later than the day after it
     */
    public record Day(long institutionId, LocalDate day, int filed, int late) {}

    private final FilingTable filings;

    FiledVisits(FilingTable filings) {
        this.filings = filings;
    }

    /** Each institution's days from {@code first} to {@code last} of which it has filed anything. */
    public List<Day> between(LocalDate first, LocalDate last) {
        return filings.visits(first, last);
    }
}
