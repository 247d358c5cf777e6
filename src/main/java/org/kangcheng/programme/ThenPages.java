package org.kangcheng.programme;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** 当时所知: how a person stood on a day, as it was known at a time. For whoever must tell why a figure was what it was. */
@Controller
@Allowed({Role.COMMISSION, Role.VILLAGE_DOCTOR})
class ThenPages {
    private static final Refusal UNKNOWN = Refusal.notFound("没有这位居民，或居民不在您的辖区。");
    private static final Refusal BAD_DAY = Refusal.badInput("on", "所问的日期不能晚于今天。");

    /** @param title of its programme @param left the first day without it; null while she belongs */
    record Belonged(
            String title, LocalDate entered, @Nullable LocalDate left) {}

    /** @param liftedOn null while it stands */
    record Told(
            String title,
            String reason,
            String proof,
            @Nullable String liftedBy,
            @Nullable LocalDate liftedOn) {}

    private final KnownThen knownThen;
    private final MembershipTable memberships;
    private final ExclusionTable exclusions;
    private final Registration registration;
    private final Programmes programmes;
    private final People people;
    private final Readings log;
    private final Clock clock;

    ThenPages(
            KnownThen knownThen,
            MembershipTable memberships,
            ExclusionTable exclusions,
            Registration registration,
            Programmes programmes,
            People people,
            Readings log,
            Clock clock) {
        this.knownThen = knownThen;
        this.memberships = memberships;
        this.exclusions = exclusions;
        this.registration = registration;
        this.programmes = programmes;
        this.people = people;
        this.log = log;
        this.clock = clock;
    }

    /** @param on without it today @param known local time; without it now */
    @Transactional
    @GetMapping("/staff/then/{personId}")
    public String then(
            Actor actor,
            @PathVariable String personId,
            @RequestParam(required = false) @Nullable LocalDate on,
            @RequestParam(required = false) @Nullable LocalDateTime known,
            Model model) {
        Person person = PublicId.decode(personId)
                .flatMap(people::find)
                .filter(it -> actor.coversArea(it.areaCode()))
                .orElseThrow(UNKNOWN::asException);
        LocalDate today = CityTime.today(clock);
        LocalDate day = on == null ? today : on;
        if (day.isAfter(today)) {
            throw BAD_DAY.asException();
        }
        Instant at = known == null ? clock.instant() : CityTime.instant(known);
        log.log(actor, person.personKey(), "公共卫生服务（当时所知）", Purpose.PUBLIC_HEALTH);
        model.addAttribute("id", PublicId.encode(person.personKey()));
        model.addAttribute("person", person);
        model.addAttribute("on", day);
        model.addAttribute("known", CityTime.local(at).truncatedTo(ChronoUnit.MINUTES));
        model.addAttribute("today", today);
        model.addAttribute("lines", knownThen.of(person, day, at));
        model.addAttribute("belonged", belonged(person));
        model.addAttribute("excluded", excluded(person));
        model.addAttribute("registered", registration.past(person.personKey()));
        return "programme/then";
    }

    /** 纳入与退出: the newest first. */
    private List<Belonged> belonged(Person person) {
        return people.aliases(person.personKey()).stream()
                .flatMap(key -> memberships.of(key).stream())
                .sorted(Comparator.comparing(MembershipTable.Membership::enteredOn)
                        .reversed())
                .map(it -> new Belonged(title(it.programmeNo()), it.enteredOn(), it.leftOn()))
                .toList();
    }

    private List<Told> excluded(Person person) {
        return exclusions.told(people.aliases(person.personKey())).stream()
                .map(it -> new Told(
                        title(it.programmeNo()), it.reason().label(), it.proof(), it.liftedBy(), it.liftedOn()))
                .toList();
    }

    private String title(int programmeNo) {
        return Stream.concat(programmes.all().stream(), programmes.over().stream())
                .filter(it -> it.no() == programmeNo)
                .findFirst()
                .map(it -> it.programme().title())
                .orElse("已停止或待修正的项目");
    }
}
