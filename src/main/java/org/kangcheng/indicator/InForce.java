package org.kangcheng.indicator;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.Engine;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.MadeDefinitions;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.tally.FeedName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.function.SingletonSupplier;

/** Which indicators are in force: the shipped ones, and newer versions and others that the commission put in force. */
@Component
class InForce {
    private static final Logger LOG = LoggerFactory.getLogger(InForce.class);

    /** Reads what was judged before it was put in force. */
    private static final class Judged implements Engine {
        @Override
        public String name() {
            return IndicatorEngine.NAME;
        }

        @Override
        public List<Finding> check(Definition definition) {
            return List.of();
        }
    }

    /** What the indicators were read from: they are read again when it is something else. */
    private record Source(List<MadeDefinitions.Text> made, Map<String, FeedName> names) {}

    /** @param day on which they are in force */
    private record Known(Source source, LocalDate day, List<Indicator> indicators) {}

    private static final Definitions JUDGED = new Definitions(List.of(new Judged()));

    private final Definitions definitions;
    private final MadeDefinitions made;
    private final KnownFeeds feeds;
    private final Clock clock;
    private final Supplier<Map<String, FeedName>> shippedNames = SingletonSupplier.of(KnownFeeds::shipped);
    private final Supplier<List<Definition>> shipped = SingletonSupplier.of(JUDGED::shipped);
    private volatile @Nullable Known known;

    InForce(MadeDefinitions made, KnownFeeds feeds, Clock clock) {
        this.made = made;
        this.feeds = feeds;
        this.clock = clock;
        this.definitions = new Definitions(List.of(new IndicatorEngine(this::names)));
    }

    /** A shipped programme that is not in force here is known all the same: its figures say that they are not fed. */
    private Map<String, FeedName> names() {
        Map<String, FeedName> names = new LinkedHashMap<>(shippedNames.get());
        names.putAll(feeds.names());
        return names;
    }

    /** By group and title, as they are shown. */
    List<Indicator> all() {
        Known all = known;
        if (all == null) {
            Source source = source();
            LocalDate today = CityTime.today(clock);
            all = new Known(source, today, load(source, today));
            known = all;
        }
        return all.indicators;
    }

    Optional<Indicator> find(String id) {
        return all().stream().filter(it -> it.id().equals(id)).findFirst();
    }

    /** What was put in force since, here or by another process of the platform, or begins today, is known soon. */
    @Scheduled(fixedDelay = 10_000, initialDelay = 10_000)
    void reload() {
        Known all = known;
        if (all != null && !(all.day.equals(CityTime.today(clock)) && all.source.equals(source()))) {
            known = null;
        }
    }

    private Source source() {
        return new Source(made.versions(IndicatorEngine.NAME), names());
    }

    /** Of each the newest version that has begun; what cannot be read any more is set aside, and the others are not taken along. */
    private List<Indicator> load(Source source, LocalDate today) {
        Map<String, Definition> newest = new HashMap<>();
        Stream.concat(
                        shipped.get().stream(),
                        source.made.stream().flatMap(text -> judged(text.id(), text.file(), text.text())))
                .filter(it -> it.inForceOn(today))
                .forEach(it -> newest.merge(it.id(), it, (a, b) -> a.version() >= b.version() ? a : b));
        List<Indicator> all = new ArrayList<>();
        newest.values().forEach(it -> all.add(read(it, source.names)));
        ProgrammeIndicators.missing(feeds.names(), all).stream()
                .flatMap(text -> judged("programme", "programme", text))
                .forEach(it -> all.add(read(it, source.names)));
        all.sort(Comparator.comparing(Indicator::group)
                .thenComparing(it -> it.definition().file()));
        return List.copyOf(all);
    }

    private static Stream<Definition> judged(String id, String file, String text) {
        try {
            return Stream.of(JUDGED.read(file, text));
        } catch (UnsoundException e) {
            LOG.error("the indicator {} of {} cannot be read and is set aside: {}", id, file, e.getMessage());
            return Stream.empty();
        }
    }

    /** One whose feed is no more (its programme has ended) says so, and does not take the others along. */
    private static Indicator read(Definition definition, Map<String, FeedName> names) {
        try {
            return new IndicatorReader(definition, names).indicator();
        } catch (UnsoundException e) {
            return Indicator.lapsed(definition, e.findings().getFirst().toString());
        }
    }

    List<Finding> check(String text) {
        try {
            definitions.read("page", text);
            return List.of();
        } catch (UnsoundException e) {
            return e.findings();
        }
    }

    /**
     * Puts an indicator in force, or a newer version of one. Figures that were frozen stay as the version before counted them.
     *
     * @throws UnsoundException with everything that is wrong with it
     */
    @Transactional
    public Indicator putInForce(Actor actor, String text) throws UnsoundException {
        Definition definition = definitions.read("page", text);
        int newest = Math.max(
                find(definition.id()).map(it -> it.definition().version()).orElse(0),
                made.newest(IndicatorEngine.NAME, definition.id())
                        .map(MadeDefinitions.Text::version)
                        .orElse(0));
        if (definition.version() <= newest) {
            throw new UnsoundException("version", "“%s”已有第 %d 版，新的版本号应更大。".formatted(definition.id(), newest));
        }
        made.save(definition, actor.name(), clock.instant());
        known = null;
        return read(definition, names());
    }
}
