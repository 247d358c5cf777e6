package org.kangcheng.programme;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
import org.kangcheng.kernel.Refused;
import org.kangcheng.sheet.ImportJob;
import org.kangcheng.sheet.SheetFormat;
import org.kangcheng.sheet.SheetImports;
import org.kangcheng.sheet.SheetWriter;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** 表格: deliveries come in as a table with a column for each field; lists of who is due, late, served go out as one. */
@Controller
class SheetPages {
    static final String PAGE = CoveragePages.PAGE + "/{id}/{serviceId}";
    static final String JOBS = "/staff/delivery-imports";
    private static final int AT_ONCE = 500;
    private static final List<String> LIST_COLUMNS = List.of("编号", "姓名", "性别", "年龄", "居住地", "最迟日期", "情况", "原因", "依据");
    private static final Refusal NO_SERVICE = Refusal.notFound("没有这项服务。");
    private static final Refusal NOT_YOURS = Refusal.forbidden("您的岗位不提供这项服务。");
    private static final Refusal TOO_WIDE = Refusal.badInput("area", "名单按村（社区）或乡镇（街道）导出，请先选到乡镇。");

    private record Found(InForce programme, Service service) {
        int number() {
            return programme.number(service);
        }
    }

    private final SheetImports imports;
    private final DeliveryImport table;
    private final Programmes programmes;
    private final WorkTable work;
    private final ExclusionTable exclusions;
    private final Scope scope;
    private final People people;
    private final Readings log;
    private final Clock clock;

    SheetPages(
            SheetImports imports,
            DeliveryImport table,
            Programmes programmes,
            WorkTable work,
            ExclusionTable exclusions,
            Scope scope,
            People people,
            Readings log,
            Clock clock) {
        this.imports = imports;
        this.table = table;
        this.programmes = programmes;
        this.work = work;
        this.exclusions = exclusions;
        this.scope = scope;
        this.people = people;
        this.log = log;
        this.clock = clock;
    }

    @GetMapping(PAGE + "/sheet")
    @Allowed(Role.VILLAGE_DOCTOR)
    String page(Actor actor, @PathVariable String id, @PathVariable String serviceId, Model model) {
        Found found = own(actor, id, serviceId);
        model.addAttribute("place", place(found));
        model.addAttribute("columns", DeliveryRow.columns(found.service.form()));
        model.addAttribute("jobs", imports.newest(table, DeliveryImport.subject(found.number()), actor.id()));
        return "programme/sheet";
    }

    /** An empty table with the columns that are understood. */
    @GetMapping(PAGE + "/sheet/template")
    @Allowed(Role.VILLAGE_DOCTOR)
    void template(
            Actor actor,
            @PathVariable String id,
            @PathVariable String serviceId,
            @RequestParam(defaultValue = "XLSX") SheetFormat format,
            HttpServletResponse response)
            throws IOException {
        Found found = own(actor, id, serviceId);
        format.attach(response, found.service.title() + "导入模板");
        SheetWriter.to(response.getOutputStream(), format, DeliveryRow.columns(found.service.form()))
                .close();
    }

    @PostMapping(PAGE + "/sheet")
    @Allowed(Role.VILLAGE_DOCTOR)
    String upload(
            Actor actor,
            @PathVariable String id,
            @PathVariable String serviceId,
            @RequestParam MultipartFile file,
            Model model)
            throws IOException {
        Found found = own(actor, id, serviceId);
        try {
            ImportJob job = imports.start(table, table.order(actor, found.number()), file);
            return "redirect:" + JOBS + "/" + job.id();
        } catch (Refused refused) {
            model.addAttribute("problem", refused.refusal().message());
            return page(actor, id, serviceId, model);
        }
    }

    @GetMapping(JOBS + "/{job}")
    @Allowed(Role.VILLAGE_DOCTOR)
    String job(Actor actor, @PathVariable String job, Model model) {
        ImportJob found = imports.own(table, actor.id(), job);
        int serviceNo = DeliveryImport.serviceNo(found);
        InForce programme = programmes.ofService(serviceNo).orElseThrow(NO_SERVICE::asException);
        model.addAttribute("job", found);
        model.addAttribute(
                "place",
                place(new Found(programme, programme.service(serviceNo).orElseThrow(NO_SERVICE::asException))));
        return "programme/sheet-job";
    }

    private static SheetPlace place(Found found) {
        String above = CoveragePages.PAGE + "/" + found.programme.programme().id() + "/" + found.service.id();
        return new SheetPlace(
                found.service.title() + " · 表格导入",
                above,
                found.service.title(),
                above + "/sheet",
                JOBS,
                "每行一次服务；同一文件再次导入不会重复记录。");
    }

    /** Asked for again by the page until the job ends. */
    @GetMapping(JOBS + "/{job}/progress")
    @Allowed(Role.VILLAGE_DOCTOR)
    String progress(Actor actor, @PathVariable String job, Model model) {
        job(actor, job, model);
        return "programme/sheet-job :: progress";
    }

    @GetMapping(JOBS + "/{job}/errors")
    @Allowed(Role.VILLAGE_DOCTOR)
    void errors(Actor actor, @PathVariable String job, HttpServletResponse response) throws IOException {
        ImportJob found = imports.own(table, actor.id(), job);
        imports.sendErrors(table, found, response);
    }

    /** The people behind a figure of a village or a town: each part that goes out is a disclosure in the log. */
    @Transactional
    @GetMapping(PAGE + "/people/export")
    @Allowed({Role.COMMISSION, Role.VILLAGE_DOCTOR})
    public void export(
            Actor actor,
            @PathVariable String id,
            @PathVariable String serviceId,
            @RequestParam String area,
            @RequestParam Standing standing,
            @RequestParam(defaultValue = "XLSX") SheetFormat format,
            HttpServletResponse response)
            throws IOException {
        Found found = find(id, serviceId);
        Area here = scope.area(actor, area);
        if (here.level() != Area.Level.VILLAGE && here.level() != Area.Level.TOWN) {
            throw TOO_WIDE.asException();
        }
        format.attach(response, here.name() + found.service.title() + standing.label());
        try (SheetWriter sheet = SheetWriter.to(response.getOutputStream(), format, LIST_COLUMNS)) {
            for (Area village : scope.parts(here)) {
                write(actor, found, village, standing, sheet);
            }
        }
    }

    private void write(Actor actor, Found found, Area village, Standing standing, SheetWriter sheet)
            throws IOException {
        LocalDate today = CityTime.today(clock);
        WorkTable.@Nullable Cursor after = null;
        List<WorkTable.Row> rows = work.list(village.code(), found.number(), standing, today, after, AT_ONCE);
        while (!rows.isEmpty()) {
            log.logDisclosure(
                    actor,
                    rows.stream().map(WorkTable.Row::personKey).toList(),
                    found.programme.programme().title() + "名单导出",
                    Purpose.PUBLIC_HEALTH);
            boolean serves = actor.roles().stream().anyMatch(found.service.by()::contains);
            Map<Long, ExclusionTable.Told> proofs = exclusions.standing(rows, found.programme.no());
            for (WorkTable.Row row : rows) {
                sheet.row(line(row, village, today, serves, proofs.get(row.personKey())));
            }
            after = WorkTable.Cursor.at(rows.getLast());
            rows = work.list(village.code(), found.number(), standing, today, after, AT_ONCE);
        }
    }

    /** Whoever serves them needs their names; others see them masked. */
    private List<String> line(
            WorkTable.Row row, Area village, LocalDate today, boolean serves, ExclusionTable.@Nullable Told proof) {
        Person person = people.find(row.personKey()).orElseThrow();
        return List.of(
                PublicId.encode(row.personKey()),
                serves ? person.name() : person.maskedName(),
                person.sex().label(),
                Integer.toString(person.ageOn(today)),
                village.name(),
                row.dueOn().getYear() == 9999 ? "" : row.dueOn().toString(),
                row.standing(today).label(),
                row.excluded() == null ? "" : Exclusion.valueOf(row.excluded()).label(),
                CoveragePages.proof(row, person, proof));
    }

    private Found find(String id, String serviceId) {
        InForce programme = programmes.find(id).orElseThrow(NO_SERVICE::asException);
        return new Found(programme, programme.programme().service(serviceId).orElseThrow(NO_SERVICE::asException));
    }

    private Found own(Actor actor, String id, String serviceId) {
        Found found = find(id, serviceId);
        if (actor.roles().stream().noneMatch(found.service.by()::contains)) {
            throw NOT_YOURS.asException();
        }
        return found;
    }
}
