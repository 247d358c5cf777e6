package org.kangcheng.survey;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.kangcheng.access.Actor;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.MadeDefinitions;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.kernel.CityTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 问卷和政策: of each the newest version, shipped or made on a page. A version that was made once stays as it is. */
@Component
class SurveyLibrary {
    private static final Logger LOG = LoggerFactory.getLogger(SurveyLibrary.class);
    static final String QUESTIONNAIRES = QuestionnaireEngine.NAME;
    static final String POLICIES = PolicyEngine.NAME;

    private record Version(String engine, String id, int version) {}

    private final Definitions definitions = new Definitions(List.of(new QuestionnaireEngine(), new PolicyEngine()));
    private final List<Definition> shipped = definitions.shipped();
    private final MadeDefinitions made;
    private final Clock clock;
    private final Map<Version, Optional<Definition>> read = new ConcurrentHashMap<>();

    SurveyLibrary(MadeDefinitions made, Clock clock) {
        this.made = made;
        this.clock = clock;
    }

    /** By id, also those whose time has not come or is over. */
    List<Definition> all(String engine) {
        Map<String, Definition> newest = new TreeMap<>();
        shipped.stream().filter(it -> it.engine().equals(engine)).forEach(it -> newest.put(it.id(), it));
        made.versions(engine).stream()
                .flatMap(text -> sound(text).stream())
                .forEach(it -> newest.merge(it.id(), it, (a, b) -> a.version() >= b.version() ? a : b));
        return List.copyOf(newest.values());
    }

    List<Definition> inForce(String engine) {
        return all(engine).stream()
                .filter(it -> it.inForceOn(CityTime.today(clock)))
                .toList();
    }

    Optional<Definition> find(String engine, String id) {
        return all(engine).stream().filter(it -> it.id().equals(id)).findFirst();
    }

    /** One version for ever; refused as a fault when there is none. */
    Definition version(String engine, String id, int version) {
        return read(made.find(engine, id, version).orElseThrow());
    }

    private Definition read(MadeDefinitions.Text text) {
        return sound(text)
                .orElseThrow(() -> new IllegalStateException(text.id() + " was sound when it was put in force"));
    }

    /** Empty for one that a stricter check finds unsound: the version before it stands, and the others are not taken along. */
    private Optional<Definition> sound(MadeDefinitions.Text text) {
        return read.computeIfAbsent(new Version(text.engine(), text.id(), text.version()), _ -> {
            try {
                return Optional.of(definitions.read(text.file(), text.text()));
            } catch (UnsoundException e) {
                LOG.error("{} version {} is set aside: {}", text.id(), text.version(), e.getMessage());
                return Optional.empty();
            }
        });
    }

    List<Finding> check(String text) {
        try {
            newer(definitions.read("page", text));
            return List.of();
        } catch (UnsoundException e) {
            return e.findings();
        }
    }

    /**
     * A new one, or a newer version of one that is there.
     *
     * @throws UnsoundException with everything that is wrong with it
     */
    @Transactional
    public void putInForce(Actor actor, String text) throws UnsoundException {
        Definition definition = definitions.read("page", text);
        newer(definition);
        if (!definition.inForceOn(CityTime.today(clock))) {
            throw new UnsoundException("from", "今天不在生效期内。");
        }
        made.save(definition, actor.name(), clock.instant());
    }

    private void newer(Definition wanted) throws UnsoundException {
        // One that was set aside has its number all the same.
        int newest = Math.max(
                find(wanted.engine(), wanted.id()).map(Definition::version).orElse(0),
                made.newest(wanted.engine(), wanted.id())
                        .map(MadeDefinitions.Text::version)
                        .orElse(0));
        if (newest >= wanted.version()) {
            throw new UnsoundException("version", "“%s”已有同样或更新的版本，新的版本号应更大。".formatted(wanted.id()));
        }
    }

    /** Kept as it is now, for what is made with it. */
    void keep(Definition definition) {
        if (made.find(definition.engine(), definition.id(), definition.version())
                .isEmpty()) {
            made.save(definition, "survey", clock.instant());
        }
    }
}
