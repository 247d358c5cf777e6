package org.kangcheng.indicator;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.IntStream;
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

/** 信息完整: how many residents have a phone, an address, a document and a checked identity, follows each of these at once. */
class DetailsKnownStory extends IndicatorPlatform {
    private static final Actor STEWARD = Actor.system("核查员乙");
    private static final List<String> ALL =
            List.of("details-phone", "details-address", "details-document", "details-verified", "details-whole");

    @Autowired
    Corrections corrections;

    @Test
    void whatIsFilledInCountsAndGoesAlongWhereSheMoves() {
        List<Long> before = at(TestPeople.VILLAGE);
        long key = enrol(bare(TestPeople.called("何缺项")));
        assertThat(more(before, TestPeople.VILLAGE)).containsExactly(0L, 0L, 1L, 0L, 0L);

        assertThat(corrections.recordPhone(STEWARD, key, "13900008888", "入户")).isEmpty();
        assertThat(corrections.move(STEWARD, key, TestPeople.VILLAGE, "幸福路 9 号", "入户"))
                .isEmpty();
        assertThat(more(before, TestPeople.VILLAGE)).containsExactly(1L, 1L, 1L, 0L, 0L);
        enrolments.verify(key);
        enrolments.verify(key);
        assertThat(more(before, TestPeople.VILLAGE)).containsExactly(1L, 1L, 1L, 1L, 1L);

        String other = TestPeople.VILLAGE.substring(0, 9) + "003";
        List<Long> there = at(other);
        assertThat(corrections.move(STEWARD, key, other, null, "搬家")).isEmpty();
        assertThat(more(before, TestPeople.VILLAGE)).containsExactly(0L, 0L, 0L, 0L, 0L);
        assertThat(more(there, other))
                .as("nobody said at which number she lives now")
                .containsExactly(1L, 0L, 1L, 1L, 0L);

        assertThat(corrections.recordDeath(STEWARD, key, LocalDate.of(2025, 1, 1), "死亡证明"))
                .isEmpty();
        assertThat(more(there, other)).containsExactly(0L, 0L, 0L, 0L, 0L);
        ALL.forEach(id -> assertProved(indicator(id)));
    }

    private static NewPerson bare(NewPerson person) {
        return new NewPerson(
                person.name(),
                person.sex(),
                person.birthDate(),
                person.areaCode(),
                person.idType(),
                person.idNumber(),
                null,
                null,
                false,
                "TEST");
    }

    private List<Long> more(List<Long> before, String village) {
        List<Long> now = at(village);
        return IntStream.range(0, now.size())
                .mapToObj(i -> now.get(i) - before.get(i))
                .toList();
    }

    private List<Long> at(String village) {
        return ALL.stream()
                .map(id -> now(indicator(id), Place.area(village)).numerator())
                .toList();
    }

    private long enrol(NewPerson person) {
        return ((EnrolResult.Enrolled) enrolments.enrol(DESK, person)).personKey();
    }

    @AfterEach
    void whatAlwaysHolds() throws Exception {
        try (var connection = TestDatabase.access().connectAsOwner()) {
            assertThat(Invariants.check(connection))
                    .filteredOn(finding -> finding.name().startsWith("identity/"))
                    .hasSizeGreaterThan(5)
                    .allMatch(Invariants.Finding::holds);
        }
    }
}
