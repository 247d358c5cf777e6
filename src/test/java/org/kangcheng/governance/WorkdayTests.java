package org.kangcheng.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Deadlines over holidays, make-up days and pauses. */
class WorkdayTests {
    @ParameterizedTest
    @CsvSource({
        // an ordinary week
        "2026-03-02, 1, 2026-03-03",
        "2026-03-06, 1, 2026-03-09",
        // before the Spring Festival of 2026: the Saturday is worked, nine days are off
        "2026-02-13, 1, 2026-02-14",
        "2026-02-14, 1, 2026-02-24",
        "2026-02-13, 3, 2026-02-25",
        "2026-02-27, 1, 2026-02-28",
        // National Day of 2025 with the Mid-autumn Festival; the Sunday before and the Saturday after are worked
        "2025-09-26, 3, 2025-09-30",
        "2025-09-30, 1, 2025-10-09",
        "2025-09-30, 3, 2025-10-11",
        // 13 working days of a complaint over Labour Day 2024
        "2024-04-26, 13, 2024-05-16",
        // backwards, as a reminder is
        "2026-02-24, -1, 2026-02-14",
        "2026-03-09, -1, 2026-03-06"
    })
    void workingDaysAreThoseOfTheStateCouncil(LocalDate from, int days, LocalDate expected) {
        assertThat(Workdays.CHINA.plus(from, days)).isEqualTo(expected);
    }

    @Test
    void aYearThatIsNotAnnouncedIsCountedByTheWeekAndSaidToBe() {
        assertThat(Workdays.CHINA.isAnnounced(LocalDate.of(2026, 12, 31))).isTrue();
        assertThat(Workdays.CHINA.isAnnounced(LocalDate.of(2027, 1, 4))).isFalse();
        assertThat(Workdays.CHINA.plus(LocalDate.of(2027, 1, 29), 1)).isEqualTo("2027-02-01");
    }

    @Test
    void theClockStandsStillInAStoppedState() {
        State stopped = new State("s", "补正", false, true, new Term(30, false));
        State running = new State("r", "审查", false, false, null);
        Deadline deadline = new Deadline(null, new Term(10, true), new Term(20, true));
        LocalDate monday = LocalDate.of(2026, 3, 2);
        Terms begun = Terms.begin(deadline, monday).enter(running, monday);
        assertThat(begun.promisedOn()).isEqualTo("2026-03-16");
        assertThat(begun.nextOn()).isEqualTo("2026-03-16");
        Terms paused = begun.enter(stopped, LocalDate.of(2026, 3, 4));
        assertThat(paused.nextOn()).as("only the applicant's own term runs").isEqualTo("2026-04-03");
        // from the 4th to the 11th five working days pass
        Terms goesOn = paused.enter(running, LocalDate.of(2026, 3, 11));
        assertThat(goesOn.promisedOn()).isEqualTo("2026-03-23");
        assertThat(goesOn.legalOn()).isEqualTo("2026-04-07");
        assertThat(goesOn.stoppedOn()).isNull();
        // what was promised, what the law gives and what was used do not grow by the stop
        LocalDate done = LocalDate.of(2026, 3, 13);
        assertThat(Sum.Days.LEGAL.of(goesOn, done)).isEqualTo(20);
        assertThat(Sum.Days.PROMISED.of(goesOn, done)).isEqualTo(10);
        assertThat(Sum.Days.USED.of(goesOn, done)).isEqualTo(4);
        // two stops in a row count as one
        assertThat(paused.enter(stopped, LocalDate.of(2026, 3, 6)).stoppedOn()).isEqualTo("2026-03-04");
    }
}
