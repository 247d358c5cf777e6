package org.kangcheng.identity;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
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

/** Importing residents: a table goes up, a bar fills, the rows that were not kept come back. */
@Controller
@Allowed(Role.STEWARD)
class ImportPages {
    private final SheetImports imports;
    private final ResidentImport residents;

    ImportPages(SheetImports imports, ResidentImport residents) {
        this.imports = imports;
        this.residents = residents;
    }

    @GetMapping("/staff/people/import")
    String page(Model model) {
        model.addAttribute("jobs", imports.newest(residents));
        model.addAttribute("columns", ResidentRow.COLUMNS);
        return "identity/imports";
    }

    @PostMapping("/staff/people/import")
    String upload(Actor actor, @RequestParam MultipartFile file, Model model) throws IOException {
        try {
            ImportJob job = imports.start(residents, ResidentImport.order(actor), file);
            return "redirect:/staff/people/import/" + job.id();
        } catch (Refused refused) {
            model.addAttribute("problem", refused.refusal().message());
            return page(model);
        }
    }

    @GetMapping("/staff/people/import/{id}")
    String job(@PathVariable String id, Model model) {
        model.addAttribute("job", imports.job(residents, id));
        return "identity/import-job";
    }

    /** Asked for again by the page until the job ends. */
    @GetMapping("/staff/people/import/{id}/progress")
    String progress(@PathVariable String id, Model model) {
        model.addAttribute("job", imports.job(residents, id));
        return "identity/import-job :: progress";
    }

    @GetMapping("/staff/people/import/{id}/errors")
    void errors(@PathVariable String id, HttpServletResponse response) throws IOException {
        ImportJob job = imports.job(residents, id);
        imports.sendErrors(residents, job, response);
    }

    /** An empty table with the headers that are understood. */
    @GetMapping("/staff/people/import/form")
    void form(HttpServletResponse response) throws IOException {
        SheetFormat.XLSX.attach(response, "居民导入模板");
        SheetWriter.to(response.getOutputStream(), SheetFormat.XLSX, ResidentRow.COLUMNS)
                .close();
    }
}
