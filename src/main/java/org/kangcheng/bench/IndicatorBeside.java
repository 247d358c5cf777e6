package org.kangcheng.bench;

import java.io.IOException;
import java.io.OutputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.indicator.Figure;
import org.kangcheng.indicator.Indicator;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.indicator.Period;
import org.kangcheng.indicator.Place;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.FeedName.Grain;
import org.kangcheng.tally.Feeds;
import org.postgresql.PGConnection;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.io.ClassPathResource;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The same figures as others would have them, from the same rows that prove ours: a materialised view of every place's, read
 * by its index and refreshed whole; and DuckDB, asked of an export. Nothing is written meanwhile, so that all must agree.
 */
final class IndicatorBeside {
    private static final int ROUNDS = 3;

    /** A feed in the period that its indicator is shown of. */
    private record Asked(Feed feed, Period period) {
        String name() {
            return name(feed.id(), period);
        }

        static String name(String feed, Period period) {
            return feed + "@" + period.key();
        }
    }

    private record Sum(String feed, long n) {}

    private final Indicators indicators;
    private final List<Indicator> fed;
    private final Map<String, Asked> asked = new LinkedHashMap<>();
    private final DatabaseAccess access;
    private final JdbcClient app;
    private final JdbcClient owner;
    private final List<String> places;
    private final Report report;

    /**
     * @param most so many figures, evenly through their list: each reads its rows four times over
     * @param places of every level
     */
    IndicatorBeside(
            ConfigurableApplicationContext program,
            DatabaseAccess access,
            int most,
            Collection<String> places,
            Report report) {
        this.indicators = program.getBean(Indicators.class);
        this.access = access;
        this.app = program.getBean(JdbcClient.class);
        this.owner = Owner.of(access);
        this.places = List.copyOf(places);
        this.report = report;
        Map<String, Feed> feeds = new HashMap<>();
        program.getBeansOfType(Feeds.class)
                .values()
                .forEach(some -> some.feeds().forEach(feed -> feeds.put(feed.id(), feed)));
        this.fed = evenly(
                indicators.all().stream()
                        .filter(it ->
                                it.fed() && parts(it).map(Indicator.Part::feed).allMatch(feeds::containsKey))
                        .toList(),
                most);
        for (Indicator indicator : fed) {
            parts(indicator)
                    .map(part -> Objects.requireNonNull(feeds.get(part.feed())))
                    .map(feed -> new Asked(feed, indicators.current(indicator)))
                    .forEach(one -> asked.put(one.name(), one));
        }
    }

    private static Stream<Indicator.Part> parts(Indicator indicator) {
        return Stream.concat(indicator.numerator().stream(), indicator.denominator().stream());
    }

    static List<Indicator> evenly(List<Indicator> all, int most) {
        int apart = Math.max(1, Math.ceilDiv(all.size(), most));
        return IntStream.range(0, all.size())
                .filter(n -> n % apart == 0)
                .mapToObj(all::get)
                .toList();
    }

    void compare(Path folder) throws Exception {
        report.figure("figures compared", fed.size());
        report.figure("places compared", places.size());
        double view = view();
        double ours = p95(place -> indicators.values(fed, new Place(place)));
        report.figure("all figures of a place, p95 ms", ours);
        report.ratio("all figures of a place to the materialised view's", ours / view);
        agree();
        duck(folder, ours);
        owner.sql("drop materialized view bench.figure").update();
    }

    private interface Question {
        Object ask(String place);
    }

    /** After a round that warms up. */
    private double p95(Question question) {
        places.forEach(question::ask);
        List<Long> nanos = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            for (String place : places) {
                long begun = System.nanoTime();
                question.ask(place);
                nanos.add(System.nanoTime() - begun);
            }
        }
        return Percentile.ms(nanos, 0.95);
    }

    /** @return what reading it takes */
    private double view() {
        owner.sql("create schema if not exists bench").update();
        owner.sql("drop materialized view if exists bench.figure").update();
        long begun = System.nanoTime();
        owner.sql("""
                create materialized view bench.figure as
                select feed, place, sum(n)::bigint as n
                  from (select feed, code, institution_id, sum(n) as n from (%s) raw group by 1, 2, 3) parts
                 cross join lateral (
                    select left(code, len) as place from unnest(array[4, 6, 9, 12]) len where length(code) >= len
                    union all
                    select '@' || lpad(institution_id::text, 19, '0') where institution_id is not null) places
                 group by 1, 2
                """.formatted(raw())).update();
        report.figure(
                "materialised view of all figures of all places: seconds to make", (System.nanoTime() - begun) / 1e9);
        owner.sql("create unique index on bench.figure (place, feed)").update();
        owner.sql("analyze bench.figure").update();
        begun = System.nanoTime();
        owner.sql("refresh materialized view bench.figure").update();
        report.figure(
                "materialised view: seconds to refresh, and so old its figures are at the least",
                (System.nanoTime() - begun) / 1e9);
        owner.sql("grant usage on schema bench to " + access.appUser()).update();
        owner.sql("grant select on bench.figure to " + access.appUser()).update();
        double read = p95(this::viewed);
        report.figure("materialised view: all figures of a place, p95 ms", read);
        return read;
    }

    private Map<String, Long> viewed(String place) {
        Map<String, Long> figures = new HashMap<>();
        app.sql("select feed, n from bench.figure where place = ?")
                .param(place)
                .query(Sum.class)
                .list()
                .forEach(sum -> figures.put(sum.feed, sum.n));
        return figures;
    }

    /** Each row behind any figure: what it counts for, where it counts, how much. */
    private String raw() {
        return String.join(" union all ", asked.values().stream().map(this::raw).toList());
    }

    private String raw(Asked one) {
        Grain grain = one.feed.name().grain();
        LocalDate today = indicators.today();
        LocalDate last = one.period.last().isAfter(today) ? today : one.period.last();
        return "select '%s' as feed, %s as code, %s as institution_id, r.n from (%s) r%s"
                .formatted(
                        one.name(),
                        grain == Grain.INSTITUTION ? "coalesce(i.area_code, '3715')" : "r.area_code",
                        grain == Grain.RESIDENCE ? "null::bigint" : "r.institution_id",
                        one.feed
                                .rows()
                                .replace(":first", "date '" + one.period.first() + "'")
                                .replace(":last", "date '" + last + "'"),
                        grain == Grain.INSTITUTION
                                ? " left join directory.institution i on i.institution_id = r.institution_id"
                                : "");
    }

    /** Numerator and denominator of every figure that says one, at every place. */
    private void agree() {
        int compared = 0;
        int differing = 0;
        for (String place : places) {
            Map<String, Long> viewed = viewed(place);
            for (Figure figure : indicators.values(fed, new Place(place))) {
                if (figure.value() != null) {
                    compared++;
                    boolean same = figure.numerator() == sum(figure.indicator().numerator(), figure, viewed)
                            && agrees(figure.denominator(), figure, viewed);
                    if (!same && differing++ == 0) {
                        System.err.println("differs: " + figure.id() + " at " + place);
                    }
                }
            }
        }
        report.figure("figures that both told", compared);
        report.check("the materialised view tells the same", differing == 0 && compared > 0);
    }

    private static boolean agrees(@Nullable Long denominator, Figure figure, Map<String, Long> viewed) {
        return denominator == null || denominator == sum(figure.indicator().denominator(), figure, viewed);
    }

    private static long sum(List<Indicator.Part> parts, Figure figure, Map<String, Long> viewed) {
        return parts.stream()
                .mapToLong(it -> it.sign() * viewed.getOrDefault(Asked.name(it.feed(), figure.period()), 0L))
                .sum();
    }

    /** By the Python package, where this machine has it: 60 MB of another database are no part of the program. */
    private void duck(Path folder, double ours)
            throws IOException, InterruptedException, SQLException, URISyntaxException {
        if (new ProcessBuilder("python3", "-c", "import duckdb").start().waitFor() != 0) {
            report.figure("DuckDB", "not measured: python3 here has no package duckdb");
            return;
        }
        Path export = folder.resolve("figures.csv");
        Path database = folder.resolve("figures.duckdb");
        Files.deleteIfExists(database);
        long begun = System.nanoTime();
        long rows;
        try (var connection = access.connectAsOwner();
                OutputStream out = Files.newOutputStream(export)) {
            rows = connection
                    .unwrap(PGConnection.class)
                    .getCopyAPI()
                    .copyOut("copy (" + raw() + ") to stdout (format csv)", out);
        }
        report.figure("DuckDB: rows exported", rows);
        report.figure("DuckDB: seconds to export", (System.nanoTime() - begun) / 1e9);
        JsonNode answer = asked(folder, export, database);
        List<Long> nanos = answer.get("millis")
                .valueStream()
                .map(it -> Math.round(it.asDouble() * 1e6))
                .toList();
        double read = Percentile.ms(nanos, 0.95);
        report.figure(
                "DuckDB " + answer.get("version").asString() + ": seconds to load",
                answer.get("loaded").asDouble());
        report.figure("DuckDB: all figures of a place, p95 ms", read);
        report.ratio("all figures of a place to DuckDB's over an export", ours / read);
        report.check("DuckDB tells the same", places.stream().allMatch(place -> same(answer, place)));
        Files.delete(export);
        Files.delete(database);
    }

    private JsonNode asked(Path folder, Path export, Path database) throws IOException, InterruptedException {
        Path script = folder.resolve("indicator.duckdb.py");
        Files.writeString(
                script, new ClassPathResource("bench/indicator.duckdb.py").getContentAsString(StandardCharsets.UTF_8));
        List<String> command =
                new ArrayList<>(List.of("python3", script.toString(), export.toString(), database.toString()));
        command.addAll(places);
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("DuckDB gave up: " + said);
        }
        return JsonMapper.shared().readTree(said);
    }

    private boolean same(JsonNode answer, String place) {
        Map<String, Long> theirs = new HashMap<>();
        answer.get("answers")
                .get(place)
                .propertyStream()
                .forEach(it -> theirs.put(it.getKey(), it.getValue().asLong()));
        return theirs.equals(viewed(place));
    }
}
