package org.kangcheng.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestDatabase;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.operation.Invariants;
import org.kangcheng.tally.Tally;
import org.springframework.beans.factory.annotation.Autowired;

/** 数据质量按机构、按日: a day that is over is judged, what comes in late is told from what never came, and both are figures. */
class JudgedDaysStory extends IndicatorPlatform {
    private static final String VISITS = "encounter.visits";
    private static final long USUAL = 40;

    @Autowired
    JudgeDays days;

    @Autowired
    Tally tally;

    @Autowired
    Institutions institutions;

    @Test
    void whatNeverCameIsMissingAndWhatCameAfterwardsIsLate() throws Exception {
        Institution hospital =
                institutions.list(Institution.Kind.HOSPITAL, "371526").getFirst();
        Place place = Place.institution(hospital.institutionId());
        // In a month of its own, that no other story counts in.
        LocalDate last = LocalDate.of(2024, 6, 26);
        Period day = Period.of(Period.Kind.DAY, last);
        add(place, last, 1, 56);
        try {
            days.judge(last);

            assertThat(indicators.value(indicator("data-missing"), place, day).text())
                    .isEqualTo("100.0%");
            assertThat(indicators.value(indicator("data-sound"), place, day).numerator())
                    .isZero();
            Period before = Period.of(Period.Kind.DAY, last.minusDays(1));
            assertThat(indicators.value(indicator("data-sound"), place, before).text())
                    .isEqualTo("100.0%");

            add(place, last, 0, 1);
            days.judge(last);
            days.judge(last);

            assertThat(indicators.value(indicator("data-missing"), place, day).numerator())
                    .isZero();
            assertThat(indicators.value(indicator("data-late"), place, day).text())
                    .isEqualTo("100.0%");
            Period month = Period.of(Period.Kind.MONTH, last);
            assertThat(drill.parts(indicator("data-late"), place, month, Dimension.DAY))
                    .filteredOn(part -> part.numerator() > 0)
                    .extracting(Portion::title)
                    .containsExactly(day.title());
            for (String id : List.of("data-sound", "data-missing", "data-late", "data-odd")) {
                Proof.Finding finding = proof.of(indicator(id), place, month);
                assertThat(finding.agrees()).as(id).isTrue();
                assertThat(finding.recountedOf()).as(id).isEqualTo(7);
            }
            assertCounted();
        } finally {
            add(place, last, 0, 56, -1);
        }
    }

    /** As many visits every day, from so many days back to so many before that. */
    private void add(Place place, LocalDate last, int from, int until) {
        add(place, last, from, until, 1);
    }

    private void add(Place place, LocalDate last, int from, int until, int sign) {
        transaction.executeWithoutResult(_ -> {
            for (int back = from; back < until; back++) {
                tally.add(VISITS, place.key(), last.minusDays(back), sign * (USUAL + back % 5));
            }
        });
        while (waiting()) {
            tally.fold();
        }
    }

    private boolean waiting() {
        return jdbc.sql("select exists (select from tally.change join tally.series using (series_no) where name = ?)")
                .param(VISITS)
                .query(Boolean.class)
                .single();
    }

    private void assertCounted() throws Exception {
        try (var connection = TestDatabase.access().connectAsOwner()) {
            assertThat(Invariants.check(connection))
                    .filteredOn(finding -> finding.name().equals("indicator/judged_days_are_counted"))
                    .singleElement()
                    .matches(Invariants.Finding::holds);
        }
    }
}
