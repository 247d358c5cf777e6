package org.kangcheng.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Form;
import org.kangcheng.directory.Area;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.identity.Statuses;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Slice;
import org.kangcheng.programme.DutyTable.Duty;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** 健康扶贫 as a whole: the year's figures by area, and of each resident what is due to her and what she has got. */
@Controller
@Allowed({Role.COMMISSION, Role.VILLAGE_DOCTOR})
class ReliefPages {
    static final String PAGE = "/staff/relief";
    private static final int ROWS = 50;
    private static final int HISTORY = 400;
    private static final int OLDEST_YEAR = 2016;
    private static final Refusal UNKNOWN = Refusal.notFound("没有这位居民，或居民不在您的辖区。");
    private static final Refusal BAD_YEAR = Refusal.badInput("year", "没有这一年的数字。");

    record PersonLine(String id, String name, int age, String statuses) {}

    /** @param times how often it was delivered this year */
    record BenefitLine(
            InForce programme,
            Service service,
            @Nullable Duty duty,
            @Nullable Standing standing,
            long times,
            @Nullable Delivery last) {}

    record ClaimLine(Form.Field field, ClaimTable.Row row) {}

    private final Relief relief;
    private final WorkTable work;
    private final DutyTable duties;
    private final DeliveryTable deliveries;
    private final ClaimTable claims;
    private final FactTable factTable;
    private final Statuses statuses;
    private final Scope scope;
    private final People people;
    private final Readings log;
    private final Clock clock;

    ReliefPages(
            Relief relief,
            WorkTable work,
            DutyTable duties,
            DeliveryTable deliveries,
            ClaimTable claims,
            FactTable factTable,
            Statuses statuses,
            Scope scope,
            People people,
            Readings log,
            Clock clock) {
        this.relief = relief;
        this.work = work;
        this.duties = duties;
        this.deliveries = deliveries;
        this.claims = claims;
        this.factTable = factTable;
        this.statuses = statuses;
        this.scope = scope;
        this.people = people;
        this.log = log;
        this.clock = clock;
    }

    @GetMapping(PAGE)
    String year(
            Actor actor,
            @RequestParam(defaultValue = "") String area,
            @RequestParam(defaultValue = "0") int year,
            Model model) {
        Area here = place(actor, area, model);
        int thisYear = CityTime.today(clock).getYear();
        if (year != 0 && (year < OLDEST_YEAR || year > thisYear)) {
            throw BAD_YEAR.asException();
        }
        int asked = year == 0 ? thisYear : year;
        List<Area> parts = scope.parts(here);
        model.addAttribute("year", asked);
        model.addAttribute("thisYear", thisYear);
        model.addAttribute("parts", parts);
        model.addAttribute(
                "lines",
                relief.year(asked, here.code(), parts.stream().map(Area::code).toList()));
        return "programme/relief";
    }

    /** Everybody in a village to whom any of it is due. */
    @Transactional
    @GetMapping(PAGE + "/people")
    public String people(
            Actor actor,
            @RequestParam(defaultValue = "") String area,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        Area here = place(actor, area, model);
        LocalDate today = CityTime.today(clock);
        long from = Optional.ofNullable(after).flatMap(PublicId::decode).orElse(0L);
        List<Integer> services = relief.services();
        List<Long> keys = here.level() != Area.Level.VILLAGE || services.isEmpty()
                ? List.of()
                : work.people(here.code(), services, from, ROWS + 1);
        Slice<Long> slice = Slice.of(keys, ROWS, PublicId::encode);
        log.logDisclosure(actor, slice.items(), "健康扶贫对象名单", Purpose.PUBLIC_HEALTH);
        model.addAttribute("people", slice.map(key -> line(key, today)));
        return "programme/relief-people";
    }

    private PersonLine line(long key, LocalDate today) {
        Person person = people.find(key).orElseThrow();
        return new PersonLine(
                PublicId.encode(key),
                person.maskedName(),
                person.ageOn(today),
                statuses.current(key, today).stream()
                        .map(status -> status.kind().label())
                        .distinct()
                        .collect(Collectors.joining("、")));
    }

    /** One resident: her statuses, her helpers, each benefit and what was delivered of it, and what was found of claims. */
    @Transactional
    @GetMapping(PAGE + "/people/{personId}")
    public String person(Actor actor, @PathVariable String personId, Model model) {
        Person person = own(actor, personId);
        long key = person.personKey();
        LocalDate today = CityTime.today(clock);
        log.log(actor, key, "健康扶贫", Purpose.PUBLIC_HEALTH);
        List<Delivery> done = deliveries.of(people.aliases(key), HISTORY).stream()
                .filter(delivery -> delivery.voidedAt() == null)
                .toList();
        model.addAttribute("person", person);
        model.addAttribute("id", PublicId.encode(key));
        model.addAttribute("age", person.ageOn(today));
        model.addAttribute("today", today);
        model.addAttribute("statuses", statuses.all(key));
        model.addAttribute("helpers", factTable.told(people.aliases(key), FactKind.HELPER));
        model.addAttribute("benefits", benefits(key, done, today));
        model.addAttribute("claims", newestClaims(done));
        model.addAttribute("tends", actor.is(Role.VILLAGE_DOCTOR));
        return "programme/relief-person";
    }

    private List<BenefitLine> benefits(long key, List<Delivery> done, LocalDate today) {
        Map<Integer, Duty> standing =
                duties.of(key).stream().collect(Collectors.toMap(Duty::serviceNo, Function.identity()));
        List<BenefitLine> lines = new ArrayList<>();
        for (InForce programme : relief.programmes()) {
            for (Service service : programme.services()) {
                int no = programme.number(service);
                Duty duty = standing.get(no);
                List<Delivery> of =
                        done.stream().filter(it -> it.serviceNo() == no).toList();
                if (duty != null || !of.isEmpty()) {
                    long times = of.stream()
                            .filter(it -> it.deliveredOn().getYear() == today.getYear())
                            .count();
                    lines.add(new BenefitLine(
                            programme,
                            service,
                            duty,
                            duty == null ? null : duty.standing(today),
                            times,
                            of.isEmpty() ? null : of.getFirst()));
                }
            }
        }
        return lines;
    }

    /** Of the newest visit at which anything was compared. */
    private List<ClaimLine> newestClaims(List<Delivery> done) {
        for (Delivery delivery : done) {
            List<ClaimTable.Row> rows = claims.of(delivery.personKey(), delivery.deliveryId());
            if (!rows.isEmpty()) {
                return rows.stream().flatMap(row -> line(row).stream()).toList();
            }
        }
        return List.of();
    }

    private Optional<ClaimLine> line(ClaimTable.Row row) {
        return relief.programmes().stream()
                .flatMap(programme -> programme.service(row.serviceNo()).stream())
                .flatMap(service -> service.form().fields().stream())
                .filter(field -> field.id().equals(row.line()))
                .findFirst()
                .map(field -> new ClaimLine(field, row));
    }

    private Person own(Actor actor, String personId) {
        return PublicId.decode(personId)
                .flatMap(people::find)
                .filter(person -> actor.coversArea(person.areaCode()))
                .orElseThrow(UNKNOWN::asException);
    }

    private Area place(Actor actor, String area, Model model) {
        Area here = scope.area(actor, area);
        model.addAttribute("here", here);
        model.addAttribute("path", scope.above(actor, here));
        return here;
    }
}
