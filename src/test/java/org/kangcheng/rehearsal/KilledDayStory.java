package org.kangcheng.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.kangcheng.Kangcheng;
import org.kangcheng.operation.DataDirectory;
import org.kangcheng.operation.EmbeddedPostgres;
import org.kangcheng.operation.Invariants;
import org.kangcheng.operation.KilledProgram;

/**
 * A day of a city that was never generated before, on which the database is killed in every rush of the morning: nothing that
 * was acknowledged is lost, and every figure of every place is what its rows say.
 */
class KilledDayStory extends KilledProgram {
    private static final int KILLS = 4;

    @Test
    void everyFigureIsProvedAfterADayWithKills() throws Exception {
        long seed = new Random().nextLong(1, Integer.MAX_VALUE);
        BufferedReader out = start(Day.class, Long.toString(seed));

        assertThat(said(out, "day "))
                .as("seed %d", seed)
                .matches("kills=" + KILLS + " faults=\\{} lost=\\[] broken=\\[] filled=[1-9]\\d+ disagreements=\\[]");
    }

    /** As the command {@code rehearse --long} lives it, with fewer people. */
    static final class Day {
        private static final double SCALE = 0.0005;
        private static final int RESIDENTS = 40;

        private Day() {}

        public static void main(String[] arguments) throws Exception {
            Path data = Path.of(arguments[0]);
            CityPlan city = new CityPlan(Long.parseLong(arguments[1]), SCALE);
            try (EmbeddedPostgres postgres = EmbeddedPostgres.start(DataDirectory.at(data), line -> {})) {
                Rehearsal.Outcome day = new Rehearsal(
                                Kangcheng.class, postgres.access(), data, new Rehearsal.Wanted(city, RESIDENTS, true))
                        .run();
                System.out.println("day kills=%d faults=%s lost=%s broken=%s filled=%d disagreements=%s"
                        .formatted(
                                day.figures().events().getOrDefault("杀死数据库", 0L),
                                day.figures().faults(),
                                day.lost(),
                                day.findings().stream()
                                        .filter(finding -> !finding.holds())
                                        .map(Invariants.Finding::name)
                                        .toList(),
                                day.proofs().filled().size(),
                                day.proofs().disagreements()));
            }
        }
    }
}
