package org.kangcheng.indicator;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.MadeDefinitions;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.tally.FeedName;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Which indicators are in force: the shipped ones, and newer versions and others that the commission put in force. */
@Component
class InForce {
    private final IndicatorEngine engine;
    private final Definitions definitions;
    private final MadeDefinitions made;
    private final KnownFeeds feeds;
    private final Clock clock;
    /** What was put in force, by text: it never changes. */
    private final Map<String, Definition> read = new ConcurrentHashMap<>();

    private volatile @Nullable List<Definition> shipped;
    private volatile @Nullable Map<String, FeedName> shippedNames;
    private volatile @Nullable List<Indicator> known;

    InForce(MadeDefinitions made, KnownFeeds feeds, Clock clock) {
        this.made = made;
        this.feeds = feeds;
        this.clock = clock;
        this.engine = new IndicatorEngine(this::names);
        this.definitions = new Definitions(List.of(engine));
    }

    /** A shipped programme that is not in force here is known all the same: its figures say that they are not fed. */
    private Map<String, FeedName> names() {
        Map<String, FeedName> names = new LinkedHashMap<>(shippedNames());
        names.putAll(feeds.names());
        return names;
    }

    private Map<String, FeedName> shippedNames() {
        Map<String, FeedName> names = shippedNames;
        if (names == null) {
            names = KnownFeeds.shipped();
            shippedNames = names;
        }
        return names;
    }

    /** By group and title, as they are shown. */
    List<Indicator> all() {
        List<Indicator> all = known;
        if (all == null) {
            all = load();
            known = all;
        }
        return all;
    }

    Optional<Indicator> find(String id) {
        return all().stream().filter(it -> it.id().equals(id)).findFirst();
    }

    /** What another process of the platform has put in force is known soon. */
    @Scheduled(fixedDelay = 10_000, initialDelay = 10_000)
    void reload() {
        known = null;
    }

    private List<Indicator> load() {
        Map<String, Definition> newest = new HashMap<>();
        shipped().forEach(it -> newest.put(it.id(), it));
        for (MadeDefinitions.Text text : made.newest()) {
            if (text.engine().equals(IndicatorEngine.NAME)) {
                newest.merge(text.id(), sound(text), (a, b) -> a.version() >= b.version() ? a : b);
            }
        }
        List<Indicator> all = new ArrayList<>();
        for (Definition definition : newest.values()) {
            if (definition.inForceOn(CityTime.today(clock))) {
                all.add(read(definition));
            }
        }
        all.sort(Comparator.comparing(Indicator::group)
                .thenComparing(it -> it.definition().file()));
        return List.copyOf(all);
    }

    private List<Definition> shipped() {
        List<Definition> all = shipped;
        if (all == null) {
            all = definitions.shipped();
            shipped = all;
        }
        return all;
    }

    private Definition sound(MadeDefinitions.Text text) {
        return read.computeIfAbsent(text.text(), _ -> {
            try {
                return definitions.read(text.file(), text.text());
            } catch (UnsoundException e) {
                throw new IllegalStateException("indicator " + text.id() + " was sound when it was put in force", e);
            }
        });
    }

    private Indicator read(Definition definition) {
        try {
            return engine.read(definition);
        } catch (UnsoundException e) {
            throw new IllegalStateException("indicator " + definition.id() + " was sound when it was read", e);
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
        Optional<Indicator> before = find(definition.id());
        if (before.isPresent() && before.get().definition().version() >= definition.version()) {
            throw new UnsoundException("version", "“%s”已有同样或更新的版本，新的版本号应更大。".formatted(definition.id()));
        }
        made.save(definition, actor.name(), clock.instant());
        known = null;
        return engine.read(definition);
    }
}
