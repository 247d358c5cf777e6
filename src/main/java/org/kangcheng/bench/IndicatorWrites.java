package org.kangcheng.bench;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.kangcheng.access.Actor;
import org.kangcheng.card.CodeReader;
import org.kangcheng.card.ReadResult;
import org.kangcheng.card.ReadingAt;
import org.kangcheng.indicator.Figure;
import org.kangcheng.indicator.Indicator;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.indicator.Place;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.programme.FactKind;
import org.kangcheng.programme.Facts;
import org.kangcheng.survey.RateResult;
import org.kangcheng.survey.Rating;
import org.kangcheng.survey.Ratings;
import org.kangcheng.terminology.CareChannel;
import org.kangcheng.terminology.CareStep;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What a city writes while its figures are looked at, each through its use case: ratings, whose counts stand in the same
 * transaction; readings of cards, counted by a cursor; diagnoses, whose programmes are looked at again in the background.
 * Of each kind some are kept back at a place of their own, to time how long the figure there takes to show one.
 */
final class IndicatorWrites implements AutoCloseable {
    /** Ten a second of each kind: in a working year of 250 days 200 million. */
    private static final int EVERY_MS = 100;

    private static final int KEPT = 20_000;
    private static final long PATIENCE_NANOS = 30_000_000_000L;
    private static final int LOOK_EVERY_MS = 10;

    private record Visit(long personKey, long visitId, long institutionId) {}

    private record Person(long personKey, String areaCode) {}

    /** @param write writes the next of them; throws when it was not taken */
    private record Kind(String name, Runnable write, List<Probe> probes) {}

    /** @param place whose figure must show it @param counted what then rises */
    private record Probe(Runnable write, Place place, String indicator, ToLongFunction<Figure> counted) {}

    private final Ratings ratings;
    private final CodeReader reader;
    private final Facts facts;
    private final Indicators indicators;
    private final JdbcClient jdbc;
    private final LocalDate today;
    private final List<Kind> kinds;
    private final ExecutorService writers = Executors.newVirtualThreadPerTaskExecutor();
    private final Queue<Long> written = new ConcurrentLinkedQueue<>();
    private final Queue<String> refused = new ConcurrentLinkedQueue<>();
    private final long begun = System.nanoTime();
    private final int probes;
    private volatile boolean over;

    /** @param probes how many of each kind are timed */
    IndicatorWrites(ConfigurableApplicationContext program, int probes) {
        this.probes = probes;
        this.ratings = program.getBean(Ratings.class);
        this.reader = program.getBean(CodeReader.class);
        this.facts = program.getBean(Facts.class);
        this.indicators = program.getBean(Indicators.class);
        this.jdbc = program.getBean(JdbcClient.class);
        this.today = CityTime.today(program.getBean(Clock.class));
        this.kinds = List.of(ratings(), readings(), diagnoses());
        kinds.forEach(kind -> writers.submit(() -> write(kind)));
    }

    private void write(Kind kind) {
        while (!over) {
            long from = System.nanoTime();
            try {
                kind.write.run();
                written.add(System.nanoTime() - from);
                long rest = EVERY_MS - (System.nanoTime() - from) / 1_000_000;
                Thread.sleep(Math.max(0, rest));
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                refused.add(kind.name + ": " + e);
                return;
            }
        }
    }

    private Kind ratings() {
        List<Visit> all = jdbc.sql("""
                select person_key, visit_id, institution_id from encounter.visit v
                 where request_key = 'bench' and not exists (select from survey.rating r
                       where r.person_key = v.person_key and r.visit_id = v.visit_id)
                 order by person_key desc limit ?
                """).param(KEPT).query(Visit.class).list();
        long apart = most(all.stream().map(Visit::institutionId).toList());
        Iterator<Visit> others =
                all.stream().filter(it -> it.institutionId != apart).iterator();
        List<Probe> timed = all.stream()
                .filter(it -> it.institutionId == apart)
                .limit(probes)
                .map(it -> new Probe(() -> rate(it), Place.institution(apart), "ratings", Figure::numerator))
                .toList();
        return new Kind("a rating (counted in its own transaction)", () -> rate(others.next()), timed);
    }

    private void rate(Visit visit) {
        Actor resident = Actor.resident(visit.personKey, "居民", visit.personKey);
        RateResult result =
                ratings.rate(resident, new PublicId(visit.personKey, visit.visitId), new Rating(5, 4, 5, null));
        if (result instanceof RateResult.NotRated(var refusal)) {
            throw refusal.asException();
        }
    }

    private Kind readings() {
        List<String> cards = jdbc.sql(
                        "select upper(encode(card_id, 'hex')) from card.health_card where status = 'NORMAL' limit ?")
                .param(KEPT)
                .query(String.class)
                .list();
        List<Long> units = jdbc.sql("""
                select institution_id from directory.institution
                 where kind = 'HOSPITAL' and closed_on is null order by institution_id
                """).query(Long.class).list();
        Iterator<String> next = cards.iterator();
        long apart = units.getFirst();
        long other = units.getLast();
        List<Probe> timed = new ArrayList<>();
        for (int n = 0; n < probes; n++) {
            String card = cards.get(cards.size() - 1 - n);
            timed.add(new Probe(() -> read(card, apart), Place.institution(apart), "card-readings", Figure::numerator));
        }
        return new Kind("a reading of a card (counted by a cursor)", () -> read(next.next(), other), timed);
    }

    private void read(String card, long institution) {
        ReadResult result = reader.read(
                Actor.system("bench"),
                card + ":1",
                new ReadingAt(institution, null, CareStep.REGISTRATION, CareChannel.COUNTER));
        if (result instanceof ReadResult.NotRead(var refusal)) {
            throw refusal.asException();
        }
    }

    private Kind diagnoses() {
        List<Person> all = jdbc.sql("""
                select person_key, area_code from identity_pub.person
                 where deceased_on is null and birth_date < ?::date - interval '40 years'
                   and not exists (select from programme.fact f where f.person_key = person.person_key)
                 order by person_key desc limit ?
                """).params(today, KEPT).query(Person.class).list();
        String apart = county(all.getFirst());
        Iterator<Person> others =
                all.stream().filter(it -> !county(it).equals(apart)).iterator();
        List<Probe> timed = all.stream()
                .filter(it -> county(it).equals(apart))
                .limit(probes)
                .map(it -> new Probe(
                        () -> diagnose(it),
                        Place.area(it.areaCode),
                        "coverage-hypertension-follow-up",
                        figure -> figure.denominator() == null ? 0 : figure.denominator()))
                .toList();
        return new Kind("a diagnosis (its programmes looked at again)", () -> diagnose(others.next()), timed);
    }

    private void diagnose(Person person) {
        facts.tell(person.personKey, FactKind.DIAGNOSIS, "HYPERTENSION", today, null, "BENCH");
    }

    private static String county(Person person) {
        return person.areaCode.substring(0, 6);
    }

    private static long most(List<Long> all) {
        return all.stream()
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
    }

    /** From the moment a write was acknowledged until the figure of its place shows it, all kinds at once. */
    void delays(Report report) throws Exception {
        List<Future<List<Long>>> running = new ArrayList<>();
        for (Kind kind : kinds) {
            running.add(writers.submit(() -> timed(kind)));
        }
        List<Long> all = new ArrayList<>();
        for (int n = 0; n < kinds.size(); n++) {
            Kind kind = kinds.get(n);
            List<Long> nanos = running.get(n).get();
            report.figure("delay of " + kind.name + ": how many were timed", nanos.size());
            report.figure("delay of " + kind.name + ", p50 ms", Percentile.ms(nanos, 0.5));
            report.figure("delay of " + kind.name + ", p99 ms", Percentile.ms(nanos, 0.99));
            report.check("every write of its kind came into its figure: " + kind.name, shown(nanos, kind));
            all.addAll(nanos);
        }
        report.check("a write is in its figure within 5 s, p99", Percentile.ms(all, 0.99) < 5_000);
    }

    private static boolean shown(List<Long> nanos, Kind kind) {
        return !nanos.isEmpty()
                && nanos.size() == kind.probes.size()
                && nanos.stream().noneMatch(it -> it >= PATIENCE_NANOS);
    }

    private List<Long> timed(Kind kind) throws InterruptedException {
        List<Long> nanos = new ArrayList<>();
        for (Probe probe : kind.probes) {
            Indicator indicator = indicators.find(probe.indicator).orElseThrow();
            long before = now(probe, indicator);
            probe.write.run();
            long from = System.nanoTime();
            while (now(probe, indicator) <= before && System.nanoTime() - from < PATIENCE_NANOS) {
                Thread.sleep(LOOK_EVERY_MS);
            }
            nanos.add(System.nanoTime() - from);
        }
        return nanos;
    }

    private long now(Probe probe, Indicator indicator) {
        return probe.counted.applyAsLong(indicators.value(indicator, probe.place, indicators.current(indicator)));
    }

    /** Ends the writing, and says how much it was. */
    void end(Report report) {
        over = true;
        double seconds = (System.nanoTime() - begun) / 1e9;
        writers.close();
        report.figure("writes a second meanwhile (ratings, readings, diagnoses)", written.size() / seconds);
        report.figure("a write through its use case, p50 ms", Percentile.ms(written, 0.5));
        report.figure("a write through its use case, p99 ms", Percentile.ms(written, 0.99));
        refused.forEach(System.err::println);
        report.check("no write was refused", refused.isEmpty());
    }

    @Override
    public void close() {
        over = true;
        writers.shutdownNow();
        writers.close();
    }
}
