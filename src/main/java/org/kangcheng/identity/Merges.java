package org.kangcheng.identity;

import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.StewardTable.Decision;
import org.kangcheng.kernel.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 合并与拆分: two keys that are one person become one by an alias, and two again by taking it away. Nobody's rows are
 * rewritten; whoever keeps a one-per-person rule hears {@link PeopleMerged}. What a person decides is final for the
 * matching.
 */
@Component
public class Merges {
    private final PersonTable people;
    private final AliasTable aliases;
    private final ResidentTable residents;
    private final StewardTable cases;
    private final ApplicationEventPublisher events;

    Merges(
            PersonTable people,
            AliasTable aliases,
            ResidentTable residents,
            StewardTable cases,
            ApplicationEventPublisher events) {
        this.people = people;
        this.aliases = aliases;
        this.residents = residents;
        this.cases = cases;
        this.events = events;
    }

    /** From now on {@code retired} stands for {@code current}. */
    @Transactional
    public Optional<Refusal> merge(Actor actor, long retired, long current, String reason) {
        if (reason.isBlank()) {
            return Optional.of(Refusal.badInput("reason-missing", "请填写原因。"));
        }
        // Both rows are locked in one order before either is looked at, so that no two merges make a chain or a circle.
        Optional<Person> first = people.lock(Math.min(retired, current));
        Optional<Person> second = people.lock(Math.max(retired, current));
        if (retired == current || first.isEmpty() || second.isEmpty()) {
            return Optional.of(Refusal.notFound("没有可合并的两位居民。"));
        }
        if (people.currentKey(retired).isPresent() || people.currentKey(current).isPresent()) {
            return Optional.of(Refusal.conflict("already-merged", "其中一位已被合并，请刷新后重试。"));
        }
        aliases.retire(retired, current, actor.name(), reason.strip());
        countOut(people.find(retired).orElseThrow());
        cases.settle(retired, current, Decision.SAME, actor.name());
        events.publishEvent(new PeopleMerged(retired, current));
        return Optional.empty();
    }

    /** Undoes a merge: {@code retired}, and what had been merged into it, stand by themselves again. */
    @Transactional
    public Optional<Refusal> split(Actor actor, long retired, String reason) {
        if (reason.isBlank()) {
            return Optional.of(Refusal.badInput("reason-missing", "请填写原因。"));
        }
        Optional<Long> current = people.currentKey(retired);
        if (current.isPresent()) {
            people.lock(Math.min(retired, current.get()));
            people.lock(Math.max(retired, current.get()));
        }
        if (current.isEmpty() || !people.currentKey(retired).equals(current)) {
            return Optional.of(Refusal.conflict("not-merged", "该居民没有被合并。"));
        }
        aliases.restore(retired, current.get(), actor.name(), reason.strip());
        countIn(people.find(retired).orElseThrow());
        cases.settle(retired, current.get(), Decision.DIFFERENT, actor.name());
        events.publishEvent(new PeopleSplit(retired, current.get()));
        return Optional.empty();
    }

    private void countOut(Person person) {
        ResidentTable.Changes counted = new ResidentTable.Changes();
        residents.leave(person.areaCode(), person.personKey(), counted);
        residents.count(counted);
    }

    private void countIn(Person person) {
        ResidentTable.Changes counted = new ResidentTable.Changes();
        if (person.deceasedOn() == null) {
            residents.arrive(person.areaCode(), person.personKey(), counted);
        }
        residents.count(counted);
    }
}
