package org.kangcheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.bench.BenchCommand.Bench;
import org.kangcheng.bench.BenchCommand.Setting;
import org.kangcheng.card.Cards;
import org.kangcheng.card.HealthCard;
import org.kangcheng.identity.CardLookup;
import org.kangcheng.identity.People;
import org.kangcheng.operation.DataDirectory;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.operation.EmbeddedPostgres;
import org.springframework.context.ConfigurableApplicationContext;

/** Loads the city at three sizes, and looks people up at each: the time of a look-up must not grow with the city. */
final class CityBench implements Bench {
    private static final double[] SCALES = {0.01, 0.1, 1};
    private static final int SAMPLE = 4000;
    /** By as much as two passes at one size differ. */
    private static final double NOISE = 3;

    private final Map<String, Double> smallest = new HashMap<>();

    /** What a look-up starts from. */
    private record Known(
            long personKey,
            String idType,
            String idNumber,
            String phone,
            @Nullable String card) {}

    private interface Lookup {
        boolean finds(Known known);
    }

    @Override
    public void run(Setting setting, Report report) throws Exception {
        for (double scale : SCALES) {
            if (scale <= setting.scale()) {
                at(scale, setting, report);
            }
        }
    }

    private void at(double scale, Setting setting, Report report) throws Exception {
        LoadedCity city = LoadedCity.of(scale, setting);
        String label = "city " + scale + ": ";
        city.tell(label, report);
        report.figure(label + "disk, GiB", sizeOf(city.data()) / (double) (1L << 30));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.visit(DataDirectory.at(city.data()), line -> {})) {
            report.figure(
                    label + "duties of programmes",
                    Owner.number(postgres.access(), "select count(*) from programme.duty"));
            lookups(label, city.data(), postgres.access(), setting.application(), report);
        }
    }

    private void lookups(String label, Path data, DatabaseAccess access, Class<?> application, Report report) {
        try (ConfigurableApplicationContext program = Platform.within(application, data, access)) {
            People people = program.getBean(People.class);
            Cards cards = program.getBean(Cards.class);
            report.figure(label + "people", Owner.number(access, "select sum(residents) from identity.resident_count"));
            report.figure(label + "cards", Owner.number(access, "select sum(issued) from card.issued_count"));
            CardLookup byCard = program.getBean(CardLookup.class);
            List<Known> sample = sample(access, people, cards);
            lookups(
                    label,
                    "by ID number",
                    sample,
                    report,
                    it -> people.byDocument(it.idType, it.idNumber).isPresent());
            lookups(
                    label,
                    "by phone",
                    sample,
                    report,
                    it -> !people.byPhone(it.phone).isEmpty());
            List<Known> holders = sample.stream().filter(it -> it.card != null).toList();
            lookups(
                    label,
                    "by card",
                    holders,
                    report,
                    it -> byCard.personOfCard(String.valueOf(it.card))
                            .filter(key -> key == it.personKey)
                            .isPresent());
        }
    }

    /**
     * The first pass meets a database that has just been started, whose pages lie on the disk; it warms the program up,
     * too. The second asks after the same people: what is left is the work of the look-up, which must not grow.
     */
    private void lookups(String label, String by, List<Known> sample, Report report, Lookup lookup) {
        report.figure(label + "look-up " + by + ", just started, p99 ms", p99(sample, lookup));
        double p99 = p99(sample, lookup);
        report.figure(label + "look-up " + by + ", p99 ms", p99);
        double growth = p99 / smallest.computeIfAbsent(by, _ -> p99);
        report.ratio(label + "p99 " + by + " to the smallest city's", growth);
        report.check("p99 " + by + " flat within noise", growth < NOISE);
    }

    private static List<Known> sample(DatabaseAccess access, People people, Cards cards) {
        return Owner.of(access).sql("""
                        select person_key from identity.person
                         where id_sealed is not null and phone_sealed is not null
                           and person_key >= (random() * 9.2e18)::bigint
                         limit ?""").param(SAMPLE).query(Long.class).list().stream()
                .flatMap(key -> people.identifiers(key).map(it -> known(key, it, cards)).stream())
                .toList();
    }

    private static @Nullable Known known(long key, People.Identifiers it, Cards cards) {
        String number = it.idNumber();
        String phone = it.phone();
        if (number == null || phone == null) {
            return null;
        }
        String card = cards.of(key).map(HealthCard::cardId).orElse(null);
        return new Known(key, it.idType(), number, phone, card);
    }

    private static double p99(List<Known> sample, Lookup lookup) {
        long[] nanos = new long[sample.size()];
        for (int at = 0; at < nanos.length; at++) {
            long begun = System.nanoTime();
            boolean found = lookup.finds(sample.get(at));
            nanos[at] = System.nanoTime() - begun;
            if (!found) {
                throw new IllegalStateException("somebody was not found");
            }
        }
        Arrays.sort(nanos);
        return nanos.length == 0 ? 0 : nanos[(int) (nanos.length * 0.99)] / 1e6;
    }

    private static long sizeOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
