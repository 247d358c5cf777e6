package org.kangcheng.appraisal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.kangcheng.access.Actor;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.MadeDefinitions;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.indicator.Indicator;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.indicator.Period;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.util.function.SingletonSupplier;

/** 考核方案: those that the program brings along, and newer versions and others that the commission put in force. */
@Component
class Schemes {
    private static final Logger LOG = LoggerFactory.getLogger(Schemes.class);
    private static final Refusal NOT_YET = Refusal.notFound("这个统计期还没有这个考核方案。");
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个考核方案。");

    private final Definitions definitions = new Definitions(List.of(new AppraisalEngine()));
    private final Supplier<List<Definition>> shipped = SingletonSupplier.of(definitions::shipped);
    private final MadeDefinitions made;
    private final Indicators indicators;
    private final Clock clock;

    Schemes(MadeDefinitions made, Indicators indicators, Clock clock) {
        this.made = made;
        this.indicators = indicators;
        this.clock = clock;
    }

    /** Of each the newest version that is in force today. */
    List<Scheme> all() {
        return on(CityTime.today(clock), _ -> true);
    }

    /** Of those asked for, by their ids, the newest version that was, is or will be in force on a day. */
    private List<Scheme> on(LocalDate day, Predicate<String> asked) {
        Map<String, Definition> newest = new TreeMap<>();
        Stream.concat(
                        shipped.get().stream().filter(it -> asked.test(it.id())),
                        made.versions(AppraisalEngine.NAME).stream()
                                .filter(it -> asked.test(it.id()))
                                .flatMap(this::read))
                .filter(it -> it.inForceOn(day))
                .sorted(Comparator.comparingInt(Definition::version))
                .forEach(it -> newest.put(it.id(), it));
        return newest.values().stream().map(Schemes::judged).toList();
    }

    /** It was judged when it was put in force; should today's judgement be another, the others are not taken along. */
    private Stream<Definition> read(MadeDefinitions.Text text) {
        try {
            return Stream.of(definitions.read(text.file(), text.text()));
        } catch (UnsoundException e) {
            LOG.error("the scheme {} version {} cannot be read: {}", text.id(), text.version(), e.getMessage());
            return Stream.empty();
        }
    }

    private static Scheme judged(Definition definition) {
        try {
            return AppraisalEngine.read(definition);
        } catch (UnsoundException e) {
            throw new IllegalStateException(definition.file(), e);
        }
    }

    Scheme require(String id) {
        return on(CityTime.today(clock), id::equals).stream().findFirst().orElseThrow(UNKNOWN::asException);
    }

    /** As it was in force when the period ended: later versions score later periods. As it is today while the period goes on. */
    Scheme require(String id, Period period) {
        LocalDate today = CityTime.today(clock);
        return on(period.endedBefore(today) ? period.last() : today, id::equals).stream()
                .findFirst()
                .orElseThrow(NOT_YET::asException);
    }

    List<Finding> check(String text) {
        try {
            sound(text);
            return List.of();
        } catch (UnsoundException e) {
            return e.findings();
        }
    }

    /**
     * Puts a scheme in force, or a newer version of one. What was published stays as the version before scored it.
     *
     * @throws UnsoundException with everything that is wrong with it
     */
    @Transactional
    public Scheme putInForce(Actor actor, String text) throws UnsoundException {
        Scheme scheme = sound(text);
        int newest = Stream.concat(
                        shipped.get().stream()
                                .filter(it -> it.id().equals(scheme.id()))
                                .map(Definition::version),
                        made.newest(AppraisalEngine.NAME, scheme.id()).map(MadeDefinitions.Text::version).stream())
                .max(Comparator.naturalOrder())
                .orElse(0);
        if (scheme.definition().version() <= newest) {
            throw new UnsoundException("version", "“%s”已有第 %d 版，新的版本号应更大。".formatted(scheme.id(), newest));
        }
        made.save(scheme.definition(), actor.name(), clock.instant());
        return scheme;
    }

    /** The figures that it names are there, and are told of those whom it ranks. */
    private Scheme sound(String text) throws UnsoundException {
        Scheme scheme = AppraisalEngine.read(definitions.read("page", text));
        List<Finding> findings = new ArrayList<>();
        for (String id : scheme.indicators()) {
            Optional<Indicator> indicator = indicators.find(id);
            if (indicator.isEmpty()) {
                findings.add(new Finding("items", "没有指标“%s”。".formatted(id)));
            } else if (!indicator.get().fed()) {
                findings.add(new Finding("items", "指标“%s”还没有接入。".formatted(id)));
            } else if (scheme.subjects() != Scheme.Subjects.COUNTIES
                    && !indicator.get().institutions()) {
                findings.add(new Finding("items", "指标“%s”没有按机构的数。".formatted(id)));
            }
        }
        if (!findings.isEmpty()) {
            throw new UnsoundException(findings);
        }
        return scheme;
    }
}
