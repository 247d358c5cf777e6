package org.kangcheng.programme;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Refused;
import org.kangcheng.sheet.ImportJob;
import org.kangcheng.sheet.SheetFormat;
import org.kangcheng.sheet.SheetImports;
import org.kangcheng.sheet.SheetWriter;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** 花名册: whom a programme is for comes in as a table. */
@Controller
@Allowed({Role.COMMISSION, Role.VILLAGE_DOCTOR})
class EnrolmentPages {
    static final String PAGE = "/staff/enrolments";
    static final String JOBS = "/staff/enrolment-imports";
    private static final Refusal NONE = Refusal.notFound("没有这个项目，或它没有可以登记的事项。");

    private final SheetImports imports;
    private final EnrolmentImport table;
    private final Programmes programmes;

    EnrolmentPages(SheetImports imports, EnrolmentImport table, Programmes programmes) {
        this.imports = imports;
        this.table = table;
        this.programmes = programmes;
    }

    @GetMapping(PAGE + "/{id}")
    String page(Actor actor, @PathVariable String id, Model model) {
        InForce programme = programme(id);
        model.addAttribute("place", place(programme));
        model.addAttribute("columns", EnrolmentImport.COLUMNS);
        model.addAttribute("enrolments", programme.programme().enrolments());
        model.addAttribute("jobs", imports.newest(table, id, actor.id()));
        return "programme/sheet";
    }

    /** An empty table with the columns that are understood. */
    @GetMapping(PAGE + "/{id}/template")
    void template(
            @PathVariable String id,
            @RequestParam(defaultValue = "XLSX") SheetFormat format,
            HttpServletResponse response)
            throws IOException {
        format.attach(response, programme(id).programme().title() + "花名册模板");
        SheetWriter.to(response.getOutputStream(), format, EnrolmentImport.COLUMNS)
                .close();
    }

    @PostMapping(PAGE + "/{id}")
    String upload(Actor actor, @PathVariable String id, @RequestParam MultipartFile file, Model model)
            throws IOException {
        programme(id);
        try {
            ImportJob job = imports.start(table, table.order(actor, id), file);
            return "redirect:" + JOBS + "/" + job.id();
        } catch (Refused refused) {
            model.addAttribute("problem", refused.refusal().message());
            return page(actor, id, model);
        }
    }

    @GetMapping(JOBS + "/{job}")
    String job(Actor actor, @PathVariable String job, Model model) {
        ImportJob found = imports.own(table, actor.id(), job);
        model.addAttribute("job", found);
        model.addAttribute("place", place(programme(found.subject())));
        return "programme/sheet-job";
    }

    /** Asked for again by the page until the job ends. */
    @GetMapping(JOBS + "/{job}/progress")
    String progress(Actor actor, @PathVariable String job, Model model) {
        job(actor, job, model);
        return "programme/sheet-job :: progress";
    }

    @GetMapping(JOBS + "/{job}/errors")
    void errors(Actor actor, @PathVariable String job, HttpServletResponse response) throws IOException {
        ImportJob found = imports.own(table, actor.id(), job);
        imports.sendErrors(table, found, response);
    }

    private InForce programme(String id) {
        return programmes
                .find(id)
                .filter(it -> !it.programme().enrolments().isEmpty())
                .orElseThrow(NONE::asException);
    }

    private static SheetPlace place(InForce programme) {
        String id = programme.programme().id();
        String title = programme.programme().title();
        return new SheetPlace(
                title + " · 花名册导入",
                CoveragePages.PAGE + "/" + id + "/"
                        + programme.services().getFirst().id(),
                title,
                PAGE + "/" + id,
                JOBS,
                "每行登记一人一项；已经登记的不会重复。没有写日期的，从业和患病按今天登记。“单位”可不填，随登记保存。");
    }
}
