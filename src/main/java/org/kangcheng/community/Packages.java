package org.kangcheng.community;

import java.time.Clock;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.kangcheng.access.Actor;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.MadeDefinitions;
import org.kangcheng.definition.Rule;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.programme.PersonalServices;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The service packages: shipped ones, and newer versions and others put in force by the commission. */
@Component
class Packages {
    private final Definitions definitions = new Definitions(List.of(new PackageEngine()));
    private final List<ServicePackage> shipped =
            definitions.shipped().stream().map(Packages::sound).toList();
    /** What was put in force, by text: it never changes. */
    private final Map<String, ServicePackage> read = new ConcurrentHashMap<>();

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

    private Map<String, ServicePackage> newest() {
        Map<String, ServicePackage> newest = new HashMap<>();
        shipped.forEach(it -> newest.put(it.id(), it));
        for (MadeDefinitions.Text text : made.newest()) {
            if (text.engine().equals(PackageEngine.NAME)) {
                newest.merge(
                        text.id(),
                        read.computeIfAbsent(text.text(), _ -> sound(text)),
                        (a, b) -> a.definition().version() >= b.definition().version() ? a : b);
            }
        }
        return newest;
    }

    /**
     * Puts a package in force, or a newer version of one.
     *
     * @throws UnsoundException with everything that is wrong with it
     */
    @Transactional
    public void putInForce(Actor actor, String text) throws UnsoundException {
        Definition definition = definitions.read("page", text);
        ServicePackage before = newest().get(definition.id());
        if (before != null && before.definition().version() >= definition.version()) {
            throw new UnsoundException(
                    "version",
                    "“%s”已有第 %d 版，新的版本号应更大。"
                            .formatted(definition.id(), before.definition().version()));
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

    private ServicePackage sound(MadeDefinitions.Text text) {
        try {
            return sound(definitions.read(text.file(), text.text()));
        } catch (UnsoundException e) {
            throw new IllegalStateException("package " + text.id() + " was sound when it was put in force", e);
        }
    }
}
