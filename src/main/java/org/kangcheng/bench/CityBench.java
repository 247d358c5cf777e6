package org.kangcheng.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.bench.BenchCommand.Bench;
import org.kangcheng.bench.BenchCommand.Setting;
import org.kangcheng.card.Cards;
import org.kangcheng.identity.People;
import org.kangcheng.operation.DataDirectory;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.operation.EmbeddedPostgres;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.util.FileSystemUtils;

/** Loads the city at three sizes, and looks people up at each: the time of a look-up must not grow with the city. */
final class CityBench implements Bench {
    private static final double[] SCALES = {0.01, 0.1, 1};
    private static final int SAMPLE = 4000;

    private double smallestP99;

    /** What a look-up starts from. */
    private record Known(long personKey, String idType, String idNumber, String phone) {}

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
        Path data = setting.folder().resolve("city-" + scale);
        String label = "city " + scale + ": ";
        long begun = System.nanoTime();
        try (Platform platform = Platform.start(data, scale)) {
            report.figure(label + "seconds from command to ready", (System.nanoTime() - begun) / 1e9);
            report.figure(
                    label + "seconds from then until all programmes were gathered", gathered(platform.database()));
            report.figure(
                    label + "duties of programmes",
                    Owner.number(platform.database(), "select count(*) from programme.duty"));
            report.figure(label + "peak memory of the program, MiB", platform.memoryMib("VmHWM"));
        }
        report.figure(label + "disk, GiB", sizeOf(data) / (double) (1L << 30));
        try (EmbeddedPostgres postgres = EmbeddedPostgres.visit(DataDirectory.at(data), line -> {})) {
            lookups(label, data, postgres.access(), setting.application(), report);
        }
        FileSystemUtils.deleteRecursively(data);
    }

    /** The people of the programmes are gathered in the background; look-ups are measured when that is over. */
    private static double gathered(DatabaseAccess access) throws InterruptedException {
        long begun = System.nanoTime();
        while (Owner.number(access, "select count(*) from programme.programme where state = 'COMPUTING'") > 0
                || Owner.number(access, "select count(*) from programme.stale") > 0) {
            Thread.sleep(500);
        }
        return (System.nanoTime() - begun) / 1e9;
    }

    private void lookups(String label, Path data, DatabaseAccess access, Class<?> application, Report report) {
        try (ConfigurableApplicationContext program = program(application, data, access)) {
            People people = program.getBean(People.class);
            Cards cards = program.getBean(Cards.class);
            report.figure(label + "people", Owner.number(access, "select sum(residents) from identity.resident_count"));
            report.figure(label + "cards", Owner.number(access, "select sum(issued) from card.issued_count"));
            List<Known> sample = sample(access, people);
            double id =
                    p99(sample, it -> people.byDocument(it.idType, it.idNumber).isPresent());
            double phone = p99(sample, it -> !people.byPhone(it.phone).isEmpty());
            double card =
                    p99(holders(sample, cards), it -> cards.of(it.personKey).isPresent());
            report.figure(label + "look-up by ID number, p99 ms", id);
            report.figure(label + "look-up by phone, p99 ms", phone);
            report.figure(label + "look-up of the card, p99 ms", card);
            smallestP99 = smallestP99 == 0 ? id : smallestP99;
            report.ratio(label + "p99 by ID number to the smallest city's", id / smallestP99);
        }
    }

    private static List<Known> holders(List<Known> sample, Cards cards) {
        return sample.stream().filter(it -> cards.of(it.personKey).isPresent()).toList();
    }

    private static ConfigurableApplicationContext program(Class<?> application, Path data, DatabaseAccess access) {
        return SpringApplication.run(
                application,
                "--spring.datasource.url=" + access.appUrl(),
                "--spring.datasource.username=" + access.appUser(),
                "--spring.datasource.password=" + access.appPassword(),
                "--spring.flyway.url=" + access.ownerUrl(),
                "--spring.flyway.user=" + access.ownerUser(),
                "--spring.flyway.password=" + access.ownerPassword(),
                "--kangcheng.data=" + data,
                "--server.port=0");
    }

    private static List<Known> sample(DatabaseAccess access, People people) {
        return Owner.of(access).sql("""
                        select person_key from identity.person
                         where id_sealed is not null and phone_sealed is not null
                           and person_key >= (random() * 9.2e18)::bigint
                         limit ?""").param(SAMPLE).query(Long.class).stream()
                .flatMap(key -> people.identifiers(key).map(it -> known(key, it)).stream())
                .toList();
    }

    private static @Nullable Known known(long key, People.Identifiers it) {
        String number = it.idNumber();
        String phone = it.phone();
        return number == null || phone == null ? null : new Known(key, it.idType(), number, phone);
    }

    /** Of the second half of the look-ups: the first half warms the program up. */
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
        long[] warm = Arrays.copyOfRange(nanos, nanos.length / 2, nanos.length);
        Arrays.sort(warm);
        return warm.length == 0 ? 0 : warm[(int) (warm.length * 0.99)] / 1e6;
    }

    private static long sizeOf(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
