package org.kangcheng.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Slice;
import org.kangcheng.programme.Claims.Compared;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** 申报与核实: line by line, how often what was claimed was not what was found; from the city down to the person. */
@Controller
@Allowed({Role.COMMISSION, Role.VILLAGE_DOCTOR})
class VerificationPages {
    static final String PAGE = "/staff/verification";
    private static final int ROWS = 50;
    private static final Refusal NO_LINE = Refusal.notFound("没有这一项申报。");

    record Line(InForce programme, Service service, Form.Field field, Compared compared) {}

    record AreaLine(Area area, Compared compared) {}

    record PersonLine(String id, String name, ClaimTable.Row row) {}

    private final Programmes programmes;
    private final Claims claims;
    private final ClaimTable table;
    private final Scope scope;
    private final People people;
    private final Readings log;
    private final Clock clock;

    VerificationPages(
            Programmes programmes,
            Claims claims,
            ClaimTable table,
            Scope scope,
            People people,
            Readings log,
            Clock clock) {
        this.programmes = programmes;
        this.claims = claims;
        this.table = table;
        this.scope = scope;
        this.people = people;
        this.log = log;
        this.clock = clock;
    }

    /** All lines of all forms, in one area, this year. */
    @GetMapping(PAGE)
    String all(Actor actor, @RequestParam(defaultValue = "") String area, Model model) {
        Area here = place(actor, area, model);
        List<Line> lines = new ArrayList<>();
        for (InForce programme : programmes.all()) {
            for (Service service : programme.services()) {
                figures(programme.number(service), service.form().claimable(), List.of(here))
                        .forEach((field, byArea) -> lines.add(
                                new Line(programme, service, field, byArea.getOrDefault(here.code(), Compared.NONE))));
            }
        }
        model.addAttribute("lines", lines);
        return "programme/verification";
    }

    /** One line, in the parts of an area; in a village the people. */
    @Transactional
    @GetMapping(PAGE + "/{id}/{serviceId}/{line}")
    public String line(
            Actor actor,
            @PathVariable String id,
            @PathVariable String serviceId,
            @PathVariable String line,
            @RequestParam(defaultValue = "") String area,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        Area here = place(actor, area, model);
        InForce programme = programmes.find(id).orElseThrow(NO_LINE::asException);
        Service service = programme.programme().service(serviceId).orElseThrow(NO_LINE::asException);
        Form.Field field = service.form().claimable().stream()
                .filter(it -> it.id().equals(line))
                .findFirst()
                .orElseThrow(NO_LINE::asException);
        int no = programme.number(service);
        List<Area> parts = scope.parts(here);
        Map<String, Compared> byArea = figures(no, List.of(field), parts).getOrDefault(field, Map.of());
        model.addAttribute("programme", programme);
        model.addAttribute("service", service);
        model.addAttribute("field", field);
        model.addAttribute(
                "parts",
                parts.stream()
                        .map(part -> new AreaLine(part, byArea.getOrDefault(part.code(), Compared.NONE)))
                        .toList());
        model.addAttribute("people", here.level() == Area.Level.VILLAGE ? people(actor, here, no, field, after) : null);
        return "programme/verification-line";
    }

    /** One disclosure in the log. */
    private Slice<PersonLine> people(
            Actor actor, Area village, int serviceNo, Form.Field field, @Nullable String after) {
        Optional<PublicId> from = Optional.ofNullable(after).flatMap(PublicId::parse);
        List<ClaimTable.Row> rows = table.differing(
                village.code(),
                serviceNo,
                field.id(),
                from.map(PublicId::shard).orElse(0L),
                from.map(PublicId::key).orElse(0L),
                ROWS + 1);
        Slice<ClaimTable.Row> slice =
                Slice.of(rows, ROWS, row -> new PublicId(row.personKey(), row.deliveryId()).toString());
        log.logDisclosure(
                actor,
                slice.items().stream().map(ClaimTable.Row::personKey).toList(),
                "申报与核实不符名单",
                Purpose.PUBLIC_HEALTH);
        return slice.map(row -> {
            Person person = people.find(row.personKey()).orElseThrow();
            return new PersonLine(PublicId.encode(person.personKey()), person.maskedName(), row);
        });
    }

    private Map<Form.Field, Map<String, Compared>> figures(int serviceNo, List<Form.Field> fields, List<Area> areas) {
        LocalDate today = CityTime.today(clock);
        Map<String, Map<String, Compared>> found = fields.isEmpty()
                ? Map.of()
                : claims.figures(
                        serviceNo,
                        fields.stream().map(Form.Field::id).toList(),
                        areas.stream().map(Area::code).toList(),
                        today.withDayOfYear(1),
                        today);
        Map<Form.Field, Map<String, Compared>> figures = new LinkedHashMap<>();
        fields.forEach(field -> figures.put(field, found.getOrDefault(field.id(), Map.of())));
        return figures;
    }

    private Area place(Actor actor, String area, Model model) {
        Area here = scope.area(actor, area);
        model.addAttribute("here", here);
        model.addAttribute("path", scope.above(actor, here));
        model.addAttribute("parts", scope.parts(here));
        return here;
    }
}
