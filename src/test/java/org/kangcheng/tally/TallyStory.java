package org.kangcheng.tally;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestDatabase;
import org.kangcheng.TestPlatform;
import org.kangcheng.kernel.Ids;
import org.kangcheng.operation.Invariants;
import org.kangcheng.tally.Tally.Asked;
import org.kangcheng.tally.Tally.Span;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What happens at an institution counts for those of its town and county as soon as it is written, and wherever it lies now. */
class TallyStory extends TestPlatform {
    private static final String HERE = "371502001001";
    private static final String ELSEWHERE = "371521101";
    private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

    @Autowired
    Tally tally;

    @Autowired
    Ids ids;

    @Autowired
    TransactionTemplate transaction;

    private final String series = "test." + UUID.randomUUID();
    private final List<Long> founded = new ArrayList<>();
    private long institution;

    @BeforeEach
    void found() {
        institution = found(HERE);
    }

    @AfterEach
    void whatAlwaysHolds() throws Exception {
        try (var connection = TestDatabase.access().connectAsOwner()) {
            assertThat(Invariants.check(connection))
                    .filteredOn(finding -> finding.name().startsWith("tally/"))
                    .isNotEmpty()
                    .allMatch(Invariants.Finding::holds);
        }
        for (long id : founded) {
            jdbc.sql("update directory.institution set closed_on = date '2020-01-01' where institution_id = ?")
                    .param(id)
                    .update();
        }
    }

    @Test
    void countsForTownAndCountyBeforeItIsFoldedAndAfter() {
        tally.add(series, Tally.institution(institution), DAY, 3);
        Map<String, Long> expected = Map.of(
                Tally.institution(institution),
                3L,
                Tally.institutionsIn("371502001"),
                3L,
                Tally.institutionsIn("371502"),
                3L,
                Tally.INSTITUTIONS,
                3L);
        assertThat(everywhere()).isEqualTo(expected);
        foldAll();
        assertThat(everywhere()).isEqualTo(expected);
        tally.add(series, Tally.institution(institution), DAY, -1);
        assertThat(everywhere().values()).containsOnly(2L);
    }

    @Test
    void aSeriesWhoseFirstCountWasRolledBackIsCountedByTheNext() {
        transaction.executeWithoutResult(status -> {
            tally.add(series, Tally.institution(institution), DAY, 3);
            tally.add(series, Tally.institution(institution), DAY, 4);
            status.setRollbackOnly();
        });
        tally.add(series, Tally.institution(institution), DAY, 5);
        assertThat(jdbc.sql("select count(*) from tally.series where name = ?")
                        .param(series)
                        .query(Long.class)
                        .single())
                .isEqualTo(1);
        foldAll();
        assertThat(everywhere().values()).containsOnly(5L);
    }

    @Test
    void oneThatMovesTakesItsPastAlong() {
        tally.add(series, Tally.institution(institution), DAY, 3);
        foldAll();
        tally.add(series, Tally.institution(institution), DAY.plusDays(1), 2);
        move(ELSEWHERE);
        foldAll();
        assertThat(everywhere())
                .isEqualTo(Map.of(
                        Tally.institution(institution),
                        5L,
                        Tally.institutionsIn("371521"),
                        5L,
                        Tally.institutionsIn("371521101"),
                        5L,
                        Tally.INSTITUTIONS,
                        5L));
        move("3715");
        foldAll();
        assertThat(everywhere())
                .as("of the city itself, and of no county")
                .isEqualTo(Map.of(Tally.institution(institution), 5L, Tally.INSTITUTIONS, 5L));
        move(HERE);
        foldAll();
        assertThat(everywhere()).containsEntry(Tally.institutionsIn("371502001"), 5L);
    }

    @Test
    void othersOfTheTownAreAddedAndThoseOfOtherTownsAreNot() {
        tally.addAll(List.of(
                new Tally.Change(series, Tally.institution(institution), DAY, 1),
                new Tally.Change(series, Tally.institution(found("371502001")), DAY, 10),
                new Tally.Change(series, Tally.institution(found("371502002")), DAY, 100),
                new Tally.Change(series, Tally.institution(found("371502")), DAY, 1_000)));
        assertThat(everywhere())
                .containsEntry(Tally.institutionsIn("371502001"), 11L)
                .containsEntry(Tally.institutionsIn("371502"), 1_111L);
        foldAll();
        assertThat(everywhere())
                .containsEntry(Tally.institutionsIn("371502001"), 11L)
                .containsEntry(Tally.institutionsIn("371502"), 1_111L)
                .containsEntry(Tally.INSTITUTIONS, 1_111L);
    }

    private Map<String, Long> everywhere() {
        Span days = new Span(series, DAY, DAY.plusDays(1));
        return tally
                .ask(Stream.concat(
                                Stream.of(Tally.institution(institution), Tally.INSTITUTIONS),
                                Stream.of("371502001", "371502", "371521101", "371521")
                                        .map(Tally::institutionsIn))
                        .map(place -> new Asked(place, days))
                        .toList())
                .entrySet()
                .stream()
                .filter(sum -> sum.getValue() != 0)
                .collect(Collectors.toMap(sum -> sum.getKey().place(), Map.Entry::getValue));
    }

    /** The platform may be folding too; what it took is folded when it is done. */
    private void foldAll() {
        while (jdbc.sql(
                        "select exists (select from tally.change) or exists (select from directory.institution i"
                                + " left join tally.lying l using (institution_id) where l.area_code is distinct from i.area_code)")
                .query(Boolean.class)
                .single()) {
            tally.fold();
        }
    }

    private long found(String area) {
        long id = ids.next();
        jdbc.sql("insert into directory.institution (institution_id, code, name, kind, category, level, area_code)"
                        + " values (?, ?, ?, 'PRIMARY', '', '', ?)")
                .params(id, "T" + id, "计数卫生院" + id, area)
                .update();
        founded.add(id);
        return id;
    }

    private void move(String area) {
        jdbc.sql("update directory.institution set area_code = ? where institution_id = ?")
                .params(area, institution)
                .update();
    }
}
