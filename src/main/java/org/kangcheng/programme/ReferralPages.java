package org.kangcheng.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Area;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.programme.DeliveryTable.Graded;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * 转诊: whom a service has sent on to a doctor, whether any institution has seen her since, and whether she was followed up.
 * Nobody writes this list: it follows from what was recorded and from the visits in the record.
 */
@Controller
@Allowed({Role.VILLAGE_DOCTOR, Role.DOCTOR, Role.COMMISSION})
class ReferralPages {
    static final String PAGE = "/staff/referrals";
    private static final int DAYS = 90;
    private static final int MOST = 300;
    /** 两周内随访转诊结果. */
    private static final int SOON = 14;

    /**
     * @param reason the service and its grade
     * @param seen how and when an institution has seen her since; null: none has
     * @param followedOn when the same service was done again; null: not yet
     * @param late nobody has seen her, and the two weeks are over
     * @param record of it, for its slip
     * @param slip how its slip stands, in words; null: none was issued
     */
    record Line(
            String id,
            String name,
            int age,
            String village,
            LocalDate on,
            String reason,
            String worker,
            @Nullable String seen,
            @Nullable LocalDate followedOn,
            boolean late,
            String record,
            @Nullable String slip) {}

    private record Served(long personKey, int serviceNo) {}

    private final ReferringGrades grades;
    private final ReferralTable referrals;
    private final DeliveryTable deliveries;
    private final FactTable facts;
    private final Scope scope;
    private final People people;
    private final Readings log;
    private final Clock clock;

    ReferralPages(
            ReferringGrades grades,
            ReferralTable referrals,
            DeliveryTable deliveries,
            FactTable facts,
            Scope scope,
            People people,
            Readings log,
            Clock clock) {
        this.grades = grades;
        this.referrals = referrals;
        this.deliveries = deliveries;
        this.facts = facts;
        this.scope = scope;
        this.people = people;
        this.log = log;
        this.clock = clock;
    }

    /** Of a village or a town; above, its parts to choose from. */
    @Transactional
    @GetMapping(PAGE)
    public String list(Actor actor, @RequestParam(defaultValue = "") String area, Model model) {
        Area here = scope.area(actor, area);
        List<Area> parts = scope.parts(here);
        boolean villages = here.level() == Area.Level.VILLAGE || here.level() == Area.Level.TOWN;
        model.addAttribute("here", here);
        model.addAttribute("path", scope.above(actor, here));
        model.addAttribute("parts", here.level() == Area.Level.VILLAGE ? List.of() : parts);
        model.addAttribute("villages", villages);
        model.addAttribute("serves", actor.is(Role.VILLAGE_DOCTOR));
        model.addAttribute("takes", actor.is(Role.DOCTOR) && actor.institutionId() != null);
        Map<Graded, String> reasons = grades.reasons();
        List<Delivery> found = villages ? referred(parts, reasons.keySet()) : List.of();
        model.addAttribute("lines", lines(actor, parts, reasons, found.subList(0, Math.min(MOST, found.size()))));
        model.addAttribute("more", found.size() > MOST);
        return "programme/referrals";
    }

    /** The newest; one more than a page shows. */
    private List<Delivery> referred(List<Area> villages, Collection<Graded> grades) {
        return deliveries.graded(
                villages.stream().map(Area::code).toList(),
                grades,
                CityTime.today(clock).minusDays(DAYS),
                MOST + 1);
    }

    private List<Line> lines(Actor actor, List<Area> villages, Map<Graded, String> reasons, List<Delivery> referred) {
        Map<String, String> names = new HashMap<>();
        villages.forEach(village -> names.put(village.code(), village.name()));
        LocalDate today = CityTime.today(clock);
        Map<Long, Person> who = who(referred);
        log.logDisclosure(
                actor, who.values().stream().map(Person::personKey).distinct().toList(), "转诊名单", Purpose.PUBLIC_HEALTH);
        Since since = new Since(who, reasons.keySet(), today);
        return referred.stream()
                .map(it -> line(
                        actor,
                        it,
                        names.getOrDefault(it.areaCode(), ""),
                        reasons.getOrDefault(ReferringGrades.graded(it), ""),
                        since,
                        today))
                .toList();
    }

    /** Whom they are of, by any of her keys. */
    private Map<Long, Person> who(List<Delivery> referred) {
        Map<Long, Person> who = new HashMap<>();
        for (Delivery delivery : referred) {
            if (!who.containsKey(delivery.personKey())) {
                Person person = people.find(delivery.personKey()).orElseThrow();
                people.aliases(person.personKey()).forEach(key -> who.put(key, person));
            }
        }
        return who;
    }

    private Line line(Actor actor, Delivery delivery, String village, String reason, Since since, LocalDate today) {
        Person person = since.person(delivery.personKey());
        String seen = since.seen(delivery).orElse(null);
        return new Line(
                PublicId.encode(person.personKey()),
                actor.is(Role.VILLAGE_DOCTOR) ? person.name() : person.maskedName(),
                person.ageOn(today),
                village,
                delivery.deliveredOn(),
                reason,
                delivery.worker(),
                seen,
                since.followed(delivery).orElse(null),
                seen == null && delivery.deliveredOn().plusDays(SOON).isBefore(today),
                new PublicId(delivery.personKey(), delivery.deliveryId()).toString(),
                since.slip(delivery));
    }

    /** What has happened since to people who were referred. */
    private final class Since {
        private final Map<Long, Person> who;
        private final Map<Long, FactTable.EventDay> care = new HashMap<>();
        private final Map<Served, LocalDate> newest = new HashMap<>();
        private final Map<Long, String> slips = new HashMap<>();

        Since(Map<Long, Person> who, Collection<Graded> grades, LocalDate today) {
            this.who = who;
            referrals.of(who.keySet()).forEach(it -> slips.put(it.deliveryId(), it.state()));
            if (!who.isEmpty()) {
                facts.eventDays(who.keySet(), today).stream()
                        .filter(it -> FollowCare.isCare(it.code()))
                        .forEach(it ->
                                care.merge(current(it.personKey()), it, (a, b) -> a.on().isAfter(b.on()) ? a : b));
                List<Integer> services =
                        grades.stream().map(Graded::serviceNo).distinct().toList();
                deliveries
                        .days(who.keySet(), services, today.minusDays(DAYS))
                        .forEach(it -> newest.merge(
                                new Served(current(it.personKey()), it.serviceNo()),
                                it.on(),
                                (a, b) -> a.isAfter(b) ? a : b));
            }
        }

        /** @param key any of hers */
        Person person(long key) {
            return Objects.requireNonNull(who.get(key));
        }

        private long current(long key) {
            return person(key).personKey();
        }

        Optional<String> seen(Delivery referred) {
            return Optional.ofNullable(care.get(current(referred.personKey())))
                    .filter(it -> !it.on().isBefore(referred.deliveredOn()))
                    .map(it -> it.on() + " " + FollowCare.label(it.code()));
        }

        /** Of the newest; one that was given back makes room for another. */
        @Nullable
        String slip(Delivery referred) {
            return slips.get(referred.deliveryId());
        }

        Optional<LocalDate> followed(Delivery referred) {
            return Optional.ofNullable(newest.get(new Served(current(referred.personKey()), referred.serviceNo())))
                    .filter(it -> it.isAfter(referred.deliveredOn()));
        }
    }
}
