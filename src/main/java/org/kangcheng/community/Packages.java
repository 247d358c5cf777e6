package org.kangcheng.community;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.MadeDefinitions;
import org.kangcheng.definition.Rule;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.programme.PersonalServices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The service packages: shipped ones, and newer versions and others put in force by the commission. A version that stricter
 * checks find unsound is set aside for the one before it.
 */
@Component
class Packages {
    private static final Logger LOG = LoggerFactory.getLogger(Packages.class);

    private final Definitions definitions = new Definitions(List.of(new PackageEngine()));
    private final List<ServicePackage> shipped =
            definitions.shipped().stream().map(Packages::sound).toList();
    /** What was put in force; a version never changes. */
    private final Map<MadeDefinitions.Text, Read> read = new ConcurrentHashMap<>();

    /** What became of reading a version: it is sound, or something is found. */
    private record Read(Optional<ServicePackage> sound, List<Finding> findings) {}

    /**
     * 搁置: a version that is no longer sound.
     *
     * @param instead the version that is offered in its place; null where there is none
     */
    record SetAside(String id, int version, @Nullable Integer instead, String text, List<Finding> findings) {}

    private final MadeDefinitions made;
    private final PersonalServices services;
    private final Clock clock;

    Packages(MadeDefinitions made, PersonalServices services, Clock clock) {
        this.made = made;
        this.services = services;
        this.clock = clock;
    }

    /** Those in force today, of each the newest version: the basic one first, then those with a target. */
    List<ServicePackage> all() {
        return newest().values().stream()
                .filter(it -> it.definition().inForceOn(CityTime.today(clock)))
                .sorted(Comparator.comparing((ServicePackage it) -> !it.basic())
                        .thenComparing(it -> -it.target())
                        .thenComparing(ServicePackage::id))
                .toList();
    }

    /** What was changed on the page stays as it was changed, also when a newer version is shipped. */
    private Map<String, ServicePackage> newest() {
        Map<String, ServicePackage> newest = new HashMap<>();
        for (MadeDefinitions.Text text : made.versions(PackageEngine.NAME)) {
            if (!newest.containsKey(text.id())) {
                read(text).sound().ifPresent(it -> newest.put(it.id(), it));
            }
        }
        shipped.forEach(it -> newest.putIfAbsent(it.id(), it));
        return newest;
    }

    /** Newer than what is offered, and not sound. */
    List<SetAside> setAside() {
        Map<String, ServicePackage> newest = newest();
        List<SetAside> aside = new ArrayList<>();
        for (MadeDefinitions.Text text : made.versions(PackageEngine.NAME)) {
            Integer instead = Optional.ofNullable(newest.get(text.id()))
                    .map(it -> it.definition().version())
                    .orElse(null);
            List<Finding> findings = read(text).findings();
            if (!findings.isEmpty() && (instead == null || text.version() > instead)) {
                aside.add(new SetAside(text.id(), text.version(), instead, text.text(), findings));
            }
        }
        return aside;
    }

    private Read read(MadeDefinitions.Text text) {
        return read.computeIfAbsent(text, _ -> {
            try {
                return new Read(Optional.of(PackageEngine.read(definitions.read(text.file(), text.text()))), List.of());
            } catch (UnsoundException e) {
                LOG.error("package {} version {} is set aside: {}", text.id(), text.version(), e.getMessage());
                return new Read(Optional.empty(), e.findings());
            }
        });
    }

    /**
     * Puts a package in force, or a newer version of one.
     *
     * @throws UnsoundException with everything that is wrong with it
     */
    @Transactional
    public void putInForce(Actor actor, String text) throws UnsoundException {
        Definition definition = definitions.read("page", text);
        int newest = IntStream.concat(
                        shipped.stream()
                                .filter(it -> it.id().equals(definition.id()))
                                .mapToInt(it -> it.definition().version()),
                        made.versions(PackageEngine.NAME).stream()
                                .filter(it -> it.id().equals(definition.id()))
                                .mapToInt(MadeDefinitions.Text::version))
                .max()
                .orElse(0);
        if (newest >= definition.version()) {
            throw new UnsoundException("version", "“%s”已有第 %d 版，新的版本号应更大。".formatted(definition.id(), newest));
        }
        made.save(definition, actor.name(), clock.instant());
    }

    /** The packages that fit a person. */
    List<ServicePackage> fitting(long personKey) {
        List<ServicePackage> all = all();
        List<Rule> holding = services.holding(
                personKey, all.stream().map(ServicePackage::whom).toList());
        return all.stream().filter(it -> holding.contains(it.whom())).toList();
    }

    /** The names of what a contract refers to; a package that is no longer offered keeps its id. */
    List<String> titles(List<String> references) {
        Map<String, ServicePackage> newest = newest();
        return references.stream()
                .map(ServicePackage::id)
                .map(id -> newest.containsKey(id) ? newest.get(id).title() : id)
                .toList();
    }

    private static ServicePackage sound(Definition definition) {
        try {
            return PackageEngine.read(definition);
        } catch (UnsoundException e) {
            throw new IllegalStateException("package " + definition.id() + " was sound when it was read", e);
        }
    }
}
