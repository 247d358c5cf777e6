package org.kangcheng.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestDatabase;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.operation.Invariants;
import org.kangcheng.record.Entries;
import org.kangcheng.record.Entry;
import org.kangcheng.record.EntryId;
import org.kangcheng.record.NewEntry;
import org.kangcheng.tally.Tally;
import org.springframework.beans.factory.annotation.Autowired;

/** 数据质量按机构、按日: a day that is over is judged, what comes in late is told from what never came, and both are figures. */
class JudgedDaysStory extends IndicatorPlatform {
    private static final String VISITS = "encounter.visits";
    private static final String IN_TIME = "visits-filed-in-time";
    private static final long USUAL = 40;

    @Autowired
    JudgeDays days;

    @Autowired
    Tally tally;

    @Autowired
    Institutions institutions;

    @Autowired
    Entries entries;

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

    /** 及时归档: a visit is in time when it is in the record by the day after. */
    @Test
    void aVisitThatIsFiledAfterTheNextDayIsLate() throws Exception {
        Institution hospital =
                institutions.list(Institution.Kind.HOSPITAL, "371524").getFirst();
        Place place = Place.institution(hospital.institutionId());
        LocalDate yesterday = indicators.today().minusDays(1);
        LocalDate earlier = yesterday.minusDays(2);
        long person = ((EnrolResult.Enrolled) enrolments.enrol(DESK, TestPeople.called("施归档"))).personKey();
        file(person, hospital, earlier);
        file(person, hospital, yesterday);

        days.judge(yesterday);
        assertThat(inTime(place, earlier)).isEqualTo("0.0%");
        assertThat(inTime(place, yesterday)).isEqualTo("100.0%");
        EntryId corrected = file(person, hospital, earlier);
        days.judge(yesterday);
        days.judge(yesterday);
        Figure late = indicators.value(indicator(IN_TIME), place, Period.of(Period.Kind.DAY, earlier));
        assertThat(late.denominator()).isEqualTo(2);

        Entry again = entries.read(corrected).orElseThrow();
        assertThat(entries.remove(again)).isPresent();
        days.judge(yesterday);
        Period day = Period.of(Period.Kind.DAY, earlier);
        assertThat(indicators.value(indicator(IN_TIME), place, day).denominator())
                .isEqualTo(1);
        assertThat(proof.of(indicator(IN_TIME), place, day).agrees()).isTrue();
        assertCounted();
    }

    private String inTime(Place place, LocalDate day) {
        return indicators
                .value(indicator(IN_TIME), place, Period.of(Period.Kind.DAY, day))
                .text();
    }

    private EntryId file(long person, Institution hospital, LocalDate day) {
        String json = "{\"resourceType\":\"Encounter\",\"status\":\"in-progress\",\"class\":{\"code\":\"AMB\"}}";
        Instant at = CityTime.instant(day.atTime(10, 0));
        return entries.file(new NewEntry(
                person, hospital.institutionId(), "Encounter", null, "门诊", null, "in-progress", at, null, json, null));
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
