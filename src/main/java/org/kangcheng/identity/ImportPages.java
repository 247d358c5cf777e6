package org.kangcheng.identity;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.identity.ImportTable.Job;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Refused;
import org.kangcheng.sheet.SheetFormat;
import org.kangcheng.sheet.SheetWriter;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** Importing residents: a table goes up, a bar fills, the rows that were not kept come back. */
@Controller
@Allowed(Role.STEWARD)
class ImportPages {
    /** A job as its page shows it. */
    record JobView(String id, Job job) {
        static JobView of(Job job) {
            return new JobView(PublicId.encode(job.jobId()), job);
        }
    }

    private final Imports imports;

    ImportPages(Imports imports) {
        this.imports = imports;
    }

    @GetMapping("/staff/people/import")
    String page(Model model) {
        model.addAttribute("jobs", imports.newest().stream().map(JobView::of).toList());
        model.addAttribute("columns", ResidentRow.COLUMNS);
        return "identity/imports";
    }

    @PostMapping("/staff/people/import")
    String upload(Actor actor, @RequestParam MultipartFile file, Model model) throws IOException {
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
        try (InputStream content = file.getInputStream()) {
            return "redirect:/staff/people/import/"
                    + PublicId.encode(imports.start(actor, content, name).jobId());
        } catch (Refused refused) {
            model.addAttribute("problem", refused.refusal().message());
            return page(model);
        }
    }

    @GetMapping("/staff/people/import/{id}")
    String job(@PathVariable String id, Model model) {
        model.addAttribute("view", JobView.of(find(id)));
        return "identity/import-job";
    }

    /** Asked for again by the page until the job ends. */
    @GetMapping("/staff/people/import/{id}/progress")
    String progress(@PathVariable String id, Model model) {
        model.addAttribute("view", JobView.of(find(id)));
        return "identity/import-job :: progress";
    }

    @GetMapping("/staff/people/import/{id}/errors")
    void errors(@PathVariable String id, HttpServletResponse response) throws IOException {
        Job job = find(id);
        Imports.format(job).attach(response, "错误行-" + job.fileName().replaceFirst("\\.[^.]*$", ""));
        imports.writeErrors(job.jobId(), response.getOutputStream());
    }

    /** An empty table with the headers that are understood. */
    @GetMapping("/staff/people/import/form")
    void form(HttpServletResponse response) throws IOException {
        SheetFormat.XLSX.attach(response, "居民导入模板");
        SheetWriter.to(response.getOutputStream(), SheetFormat.XLSX, ResidentRow.COLUMNS)
                .close();
    }

    private Job find(String id) {
        return imports.job(PublicId.decode(id)
                .orElseThrow(() -> Refusal.notFound("没有这个导入任务。").asException()));
    }
}
