package org.kangcheng.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestDatabase;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.Corrections;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.operation.Invariants;
import org.springframework.beans.factory.annotation.Autowired;

/** 纠错: errors are counted in corrected details, not in people; what was missing and who moved are counted by themselves. */
class CorrectionFigureStory extends IndicatorPlatform {
    private static final Actor STEWARD = Actor.system("核查员甲");
    private static final Place HERE = Place.area(VILLAGE);

    @Autowired
    Corrections corrections;

    @Test
    void eachDetailThatWasWrongIsOneCase() {
        long corrected = n("corrections");
        long filled = n("details-filled");
        NewPerson person = TestPeople.called("何改名");
        long key = enrol(person);

        assertThat(corrections.correct(STEWARD, key, "何更名", person.sex(), person.birthDate(), "户口簿"))
                .isEmpty();
        assertThat(corrections.recordPhone(STEWARD, key, "13900009999", "核查")).isEmpty();
        assertThat(corrections.recordPhone(STEWARD, key, "13900009999", "核查")).isEmpty();
        assertThat(n("corrections")).isEqualTo(corrected + 2);
        assertThat(n("details-filled")).isEqualTo(filled);

        assertThat(corrections.recordDeath(STEWARD, key, LocalDate.of(2025, 1, 1), "报错了的证明"))
                .isEmpty();
        assertThat(n("details-filled")).isEqualTo(filled + 1);
        assertThat(corrections.revokeDeath(STEWARD, key, "报错了")).isEmpty();
        assertThat(n("corrections")).isEqualTo(corrected + 3);

        Indicator cases = indicator("corrections");
        assertThat(drill.parts(cases, HERE, indicators.current(cases), Dimension.WORKER))
                .filteredOn(part -> part.title().equals("核查员甲"))
                .singleElement()
                .satisfies(part -> assertThat(part.numerator()).isGreaterThanOrEqualTo(3));
        assertProved(cases);
        assertProved(indicator("details-filled"));
    }

    @Test
    void whoMovesWasNotWrongAndIsCountedWhereSheLeft() {
        long moved = n("moves");
        long corrected = n("corrections");
        long key = enrol(TestPeople.called("何搬家"));
        String other = VILLAGE.substring(0, 9) + "002";

        assertThat(corrections.move(STEWARD, key, other, "新家 2 号", "搬家")).isEmpty();

        assertThat(n("moves")).isEqualTo(moved + 1);
        assertThat(n("corrections")).isEqualTo(corrected);
        assertThat(corrections.move(STEWARD, key, other, "新家 3 号", "门牌写错")).isEmpty();
        Indicator cases = indicator("corrections");
        assertThat(indicators
                        .value(cases, Place.area(other), indicators.current(cases))
                        .numerator())
                .isPositive();
        assertProved(indicator("moves"));
        assertProved(cases);
    }

    private long n(String id) {
        return now(indicator(id), HERE).numerator();
    }

    private long enrol(NewPerson person) {
        return ((EnrolResult.Enrolled) enrolments.enrol(DESK, person)).personKey();
    }

    @AfterEach
    void whatAlwaysHolds() throws Exception {
        try (var connection = TestDatabase.access().connectAsOwner()) {
            List<Invariants.Finding> findings = Invariants.check(connection);
            assertThat(findings)
                    .filteredOn(finding -> finding.name().startsWith("indicator/"))
                    .hasSize(2)
                    .allMatch(Invariants.Finding::holds);
        }
    }
}
