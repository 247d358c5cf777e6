package org.kangcheng.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
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
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Slice;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/** 应…尽…: who should, who did, who is missing; from the city down to the person. */
@Controller
@Allowed({Role.COMMISSION, Role.VILLAGE_DOCTOR, Role.DOCTOR})
class CoveragePages {
    static final String PAGE = "/staff/programmes";
    private static final int ROWS = 50;
    private static final Refusal NO_PROGRAMME = Refusal.notFound("没有这个项目。");
    private static final Refusal NO_SERVICE = Refusal.notFound("没有这项服务。");
    private static final Refusal ONLY_VILLAGES = Refusal.badInput("village", "名单按村（社区）查看，请先选到村。");

    record ServiceLine(InForce programme, Service service, Coverage coverage) {}

    record AreaLine(Area area, Coverage coverage) {}

    /** @param proof of who cannot be served: what shows it; "" of others */
    record PersonLine(
            String id, String name, String sex, int age, WorkTable.Row row, Standing standing, String proof) {}

    private final Programmes programmes;
    private final Figures figures;
    private final FigureDays days;
    private final EndProgrammes endProgrammes;
    private final Missed missed;
    private final WorkTable work;
    private final ExclusionTable exclusions;
    private final Scope scope;
    private final People people;
    private final Readings log;
    private final Clock clock;

    CoveragePages(
            Programmes programmes,
            Figures figures,
            FigureDays days,
            EndProgrammes endProgrammes,
            Missed missed,
            WorkTable work,
            ExclusionTable exclusions,
            Scope scope,
            People people,
            Readings log,
            Clock clock) {
        this.programmes = programmes;
        this.figures = figures;
        this.days = days;
        this.endProgrammes = endProgrammes;
        this.missed = missed;
        this.work = work;
        this.exclusions = exclusions;
        this.scope = scope;
        this.people = people;
        this.log = log;
        this.clock = clock;
    }

    @GetMapping(PAGE)
    String all(Actor actor, @RequestParam(defaultValue = "") String area, Model model) {
        Area here = place(actor, area, model);
        List<Integer> services = programmes.all().stream()
                .flatMap(it -> it.services().stream().map(it::number))
                .toList();
        Map<Integer, Map<String, Coverage>> found = figures.of(services, List.of(here.code()), CityTime.today(clock));
        model.addAttribute(
                "lines",
                lines(
                        programmes.all(),
                        (programme, service) -> found.getOrDefault(programme.number(service), Map.of())
                                .getOrDefault(here.code(), Coverage.nobody())));
        model.addAttribute(
                "over",
                lines(
                        programmes.over(),
                        (programme, service) -> endProgrammes
                                .figures(programme, service, List.of(here.code()))
                                .getOrDefault(here.code(), Coverage.nobody())));
        model.addAttribute("makes", actor.is(Role.COMMISSION));
        return "programme/all";
    }

    private static List<ServiceLine> lines(List<InForce> programmes, BiFunction<InForce, Service, Coverage> coverage) {
        return programmes.stream()
                .flatMap(programme -> programme.services().stream()
                        .map(service -> new ServiceLine(programme, service, coverage.apply(programme, service))))
                .toList();
    }

    /** @param on a day that is over: what the figures said in its evening; without it today's */
    @GetMapping(PAGE + "/{id}/{serviceId}")
    String one(
            Actor actor,
            @PathVariable String id,
            @PathVariable String serviceId,
            @RequestParam(defaultValue = "") String area,
            @RequestParam(required = false) @Nullable LocalDate on,
            Model model) {
        Area here = place(actor, area, model);
        InForce programme = programme(id);
        Service service = service(programme, serviceId);
        int no = programme.number(service);
        LocalDate today = CityTime.today(clock);
        LocalDate past = on != null && on.isBefore(today) ? on : null;
        List<Area> parts = scope.parts(here);
        List<String> codes = new ArrayList<>(parts.stream().map(Area::code).toList());
        codes.add(here.code());
        Map<String, Coverage> found = found(programme, service, codes, past);
        model.addAttribute("on", past);
        model.addAttribute("today", today);
        model.addAttribute("missed", missed.thisYear(no, here.code()));
        model.addAttribute("programme", programme);
        model.addAttribute("service", service);
        model.addAttribute("total", found.getOrDefault(here.code(), Coverage.nobody()));
        model.addAttribute(
                "lines",
                parts.stream()
                        .map(part -> new AreaLine(part, found.getOrDefault(part.code(), Coverage.nobody())))
                        .toList());
        model.addAttribute("target", programme.programme().target(here.code()));
        model.addAttribute(
                "enrols",
                !programme.over()
                        && !programme.programme().enrolments().isEmpty()
                        && (actor.is(Role.COMMISSION) || actor.is(Role.VILLAGE_DOCTOR)));
        return "programme/one";
    }

    private Map<String, Coverage> found(
            InForce programme, Service service, List<String> codes, @Nullable LocalDate past) {
        int no = programme.number(service);
        if (past != null) {
            return days.of(no, codes, past);
        }
        return programme.over()
                ? endProgrammes.figures(programme, service, codes)
                : figures.of(no, codes, CityTime.today(clock));
    }

    /** The people behind a figure of a village: one disclosure in the log. */
    @Transactional
    @GetMapping(PAGE + "/{id}/{serviceId}/people")
    public String list(
            Actor actor,
            @PathVariable String id,
            @PathVariable String serviceId,
            @RequestParam String area,
            @RequestParam Standing standing,
            @RequestParam(required = false) String after,
            Model model) {
        Area here = place(actor, area, model);
        if (here.level() != Area.Level.VILLAGE) {
            throw ONLY_VILLAGES.asException();
        }
        InForce programme = programme(id);
        Service service = service(programme, serviceId);
        LocalDate today = programme.over() ? EndProgrammes.lastDay(programme) : CityTime.today(clock);
        List<WorkTable.Row> rows = rows(programme, service, here, standing, today, WorkTable.Cursor.parse(after));
        Slice<WorkTable.Row> slice = Slice.of(rows, ROWS, WorkTable.Cursor::of);
        log.logDisclosure(
                actor,
                slice.items().stream().map(WorkTable.Row::personKey).toList(),
                programme.programme().title() + "名单",
                Purpose.PUBLIC_HEALTH);
        model.addAttribute("programme", programme);
        model.addAttribute("service", service);
        model.addAttribute("standing", standing);
        model.addAttribute("standings", Standing.values());
        Map<Long, ExclusionTable.Told> proofs = exclusions.standing(slice.items(), programme.no());
        model.addAttribute("people", slice.map(row -> line(row, proofs.get(row.personKey()), today)));
        model.addAttribute("over", programme.over());
        model.addAttribute("serves", !programme.over() && actor.roles().stream().anyMatch(service.by()::contains));
        return "programme/people";
    }

    private List<WorkTable.Row> rows(
            InForce programme,
            Service service,
            Area village,
            Standing standing,
            LocalDate day,
            WorkTable.@Nullable Cursor after) {
        int no = programme.number(service);
        return programme.over()
                ? work.ended(
                        village.code(),
                        no,
                        programme.programme().definition().version(),
                        standing,
                        day,
                        after,
                        ROWS + 1)
                : work.list(village.code(), no, standing, day, after, ROWS + 1);
    }

    private PersonLine line(WorkTable.Row row, ExclusionTable.@Nullable Told proof, LocalDate today) {
        Person person = people.find(row.personKey()).orElseThrow();
        return new PersonLine(
                PublicId.encode(row.personKey()),
                person.maskedName(),
                person.sex().label(),
                person.ageOn(today),
                row,
                row.standing(today),
                proof(row, person, proof));
    }

    /** A death is registered with the resident; everything else was said by a worker, who has written what shows it. */
    static String proof(WorkTable.Row row, Person person, ExclusionTable.@Nullable Told told) {
        if (Exclusion.DEAD.name().equals(row.excluded())) {
            return person.deceasedOn() == null ? "" : "死亡登记 " + person.deceasedOn();
        }
        return told == null ? "" : told.proof();
    }

    private Area place(Actor actor, String area, Model model) {
        Area here = scope.area(actor, area);
        model.addAttribute("here", here);
        model.addAttribute("path", scope.above(actor, here));
        return here;
    }

    private InForce programme(String id) {
        return programmes
                .find(id)
                .or(() -> programmes.over().stream()
                        .filter(it -> it.programme().id().equals(id))
                        .findFirst())
                .orElseThrow(NO_PROGRAMME::asException);
    }

    private static Service service(InForce programme, String id) {
        return programme.programme().service(id).orElseThrow(NO_SERVICE::asException);
    }
}
