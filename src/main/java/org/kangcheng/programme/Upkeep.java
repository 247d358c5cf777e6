package org.kangcheng.programme;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.programme.DutyTable.Duty;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps one person's memberships and duties as her facts have it. It looks at everything anew and writes only what
 * differs, so that it may run at any time and twice.
 */
@Component
class Upkeep {
    private final Programmes programmes;
    private final PersonReading reading;
    private final SubjectTable subjects;
    private final MembershipTable memberships;
    private final DutyTable duties;
    private final Reckoning reckoning;
    private final Missed missed;
    private final EndProgrammes endProgrammes;
    private final ExclusionTable exclusions;
    private final Counting counting;
    private final People people;
    private final Clock clock;

    Upkeep(
            Programmes programmes,
            PersonReading reading,
            SubjectTable subjects,
            MembershipTable memberships,
            DutyTable duties,
            Reckoning reckoning,
            Missed missed,
            EndProgrammes endProgrammes,
            ExclusionTable exclusions,
            Counting counting,
            People people,
            Clock clock) {
        this.programmes = programmes;
        this.reading = reading;
        this.subjects = subjects;
        this.memberships = memberships;
        this.duties = duties;
        this.reckoning = reckoning;
        this.missed = missed;
        this.endProgrammes = endProgrammes;
        this.exclusions = exclusions;
        this.counting = counting;
        this.people = people;
        this.clock = clock;
    }

    /**
     * Looks at a person again; a retired key's duties go, and its current person is looked at instead. Of whom nobody knows where
     * she lives, no village is asked: her facts wait until it is known.
     */
    @Transactional
    public void look(long personKey) {
        long current = people.resolve(personKey);
        if (current != personKey) {
            clear(personKey);
        }
        LocalDate today = CityTime.today(clock);
        reading.of(current, today).ifPresent(facts -> {
            if (people.residenceKnown(current)) {
                new Look(facts, today, clock.instant()).run();
            } else {
                clear(current);
            }
        });
    }

    private void clear(long personKey) {
        subjects.lockArea(personKey).ifPresent(area -> {
            for (Duty duty : duties.of(personKey)) {
                duties.delete(area, duty);
                counting.remove(area, duty);
            }
            for (Integer programme : memberships.open(personKey)) {
                memberships.leave(personKey, programme, CityTime.today(clock), clock.instant());
            }
            subjects.delete(personKey);
        });
    }

    /** One looking at one person. */
    private final class Look {
        private final PersonFacts facts;
        private final Map<String, @Nullable Object> known;
        private final LocalDate today;
        private final Instant now;

        Look(PersonFacts facts, LocalDate today, Instant now) {
            this.facts = facts;
            this.known = facts.on(today);
            this.today = today;
            this.now = now;
        }

        void run() {
            String before = subjects.lockArea(facts.personKey()).orElse(facts.area());
            subjects.save(facts);
            Map<Integer, Duty> standing = new HashMap<>();
            duties.of(facts.personKey()).forEach(duty -> standing.put(duty.serviceNo(), duty));
            Set<Integer> open = memberships.open(facts.personKey());
            Map<Integer, Exclusion> excluded = exclusions.open(facts.personKey());
            for (InForce programme : programmes.toKeepBy()) {
                boolean member = programme.programme().members().holds(known);
                membership(programme, open.contains(programme.no()), member);
                for (Service service : programme.services()) {
                    boolean due =
                            member && (service.when() == null || service.when().holds(known));
                    Duty has = standing.remove(programme.number(service));
                    Duty shall = due ? shall(programme, service, has, excluded.get(programme.no())) : null;
                    missed.close(facts, service, has, shall, today);
                    change(before, has, shall);
                }
            }
            // Of programmes or services that are no more; those of a programme that is ending go with its village.
            boolean moved = !before.equals(facts.area());
            for (Duty duty : standing.values()) {
                boolean stays = programmes.standsStill(duty.serviceNo())
                        || endProgrammes.awaits(duty.serviceNo(), facts.area(), moved);
                change(before, duty, stays ? duty : null);
            }
        }

        private void membership(InForce programme, boolean was, boolean is) {
            if (is && !was) {
                memberships.enter(facts.personKey(), programme.no(), today, now);
            } else if (was && !is) {
                memberships.leave(facts.personKey(), programme.no(), today, now);
            }
        }

        /** A duty that stands keeps its days, unless a fact or a day that has come has overtaken them. */
        private @Nullable Duty shall(
                InForce programme, Service service, @Nullable Duty has, @Nullable Exclusion reported) {
            Exclusion excluded = facts.diedOn() == null ? reported : Exclusion.DEAD;
            int no = programme.number(service);
            if (service.cadence() instanceof Cadence.Until until) {
                boolean held = until.holds().holds(known);
                Window window = has != null && has.window().isNever() == held
                        ? has.window()
                        : held ? Window.never(-1) : until.lacking(today);
                return new Duty(facts.personKey(), no, window, null, excluded);
            }
            if (has == null || overtaken(service, has)) {
                return reckoning
                        .duty(facts, service, no, excluded, today, today)
                        .orElse(null);
            }
            Duty standing = new Duty(facts.personKey(), no, has.window(), has.lastDone(), excluded);
            return service.cadence().followsFacts() || Missed.mayClose(service, has, today)
                    ? reckoning.again(facts, service, standing, today).orElse(null)
                    : standing;
        }

        /** An event has happened anew, or is no more, since the duty's days were set. */
        private boolean overtaken(Service service, Duty has) {
            String event = service.cadence().event();
            if (event == null) {
                return false;
            }
            LocalDate happened = facts.events().get(event);
            LocalDate served = has.lastDone() == null ? has.window().due() : has.lastDone();
            return happened == null || happened.isAfter(served);
        }

        private void change(String before, @Nullable Duty has, @Nullable Duty shall) {
            boolean moved = !before.equals(facts.area());
            if (Objects.equals(has, shall) && !moved) {
                return;
            }
            if (has != null) {
                counting.remove(before, has);
                if (shall == null || moved) {
                    duties.delete(before, has);
                }
            }
            if (shall != null) {
                duties.save(facts.area(), shall);
                counting.add(facts.area(), shall);
            }
        }
    }
}
