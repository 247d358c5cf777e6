package org.kangcheng.portal;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.InputStream;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.directory.DirectoryImport;
import org.kangcheng.directory.DirectoryImports;
import org.kangcheng.directory.DirectorySheets;
import org.kangcheng.directory.DirectorySheets.Kind;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Refused;
import org.kangcheng.sheet.SheetFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** 目录导入导出: the directory goes out as a table, is mended in a spreadsheet, and comes in again. */
@Controller
@Allowed(Role.DIRECTORY_OFFICER)
class DirectorySheetPages {
    private static final String PAGE = "/staff/directory/sheets";
    private static final int IMPORTS = 20;
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** An import as its page shows it. */
    record Line(String id, String at, DirectoryImport done) {
        static Line of(DirectoryImport done) {
            return new Line(PublicId.encode(done.jobId()), MINUTE.format(CityTime.local(done.doneAt())), done);
        }
    }

    private final DirectorySheets sheets;
    private final DirectoryImports imports;

    DirectorySheetPages(DirectorySheets sheets, DirectoryImports imports) {
        this.sheets = sheets;
        this.imports = imports;
    }

    @GetMapping(PAGE)
    String page(Model model) {
        model.addAttribute("kinds", Kind.values());
        model.addAttribute(
                "imports", imports.newest(IMPORTS).stream().map(Line::of).toList());
        return "portal/directory-sheets";
    }

    /** All of a kind; with the rows taken out it is the form for new ones. */
    @GetMapping(PAGE + "/export")
    void export(@RequestParam Kind kind, @RequestParam SheetFormat format, HttpServletResponse response)
            throws IOException {
        format.attach(response, kind.label() + "目录");
        sheets.export(kind, format, response.getOutputStream());
    }

    @PostMapping(PAGE)
    String upload(Actor actor, @RequestParam Kind kind, @RequestParam MultipartFile file, Model model)
            throws IOException {
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
        try (InputStream content = file.getInputStream()) {
            DirectoryImport done = imports.take(kind, content, name, actor.name());
            return "redirect:" + PAGE + "/" + PublicId.encode(done.jobId());
        } catch (Refused refused) {
            model.addAttribute("problem", refused.refusal().message());
            model.addAttribute("chosen", kind);
            return page(model);
        }
    }

    @GetMapping(PAGE + "/{id}")
    String outcome(@PathVariable String id, Model model) {
        model.addAttribute("line", Line.of(imports.find(key(id))));
        return "portal/directory-import";
    }

    @GetMapping(PAGE + "/{id}/errors")
    void errors(@PathVariable String id, HttpServletResponse response) throws IOException {
        DirectoryImport done = imports.find(key(id));
        byte[] sheet = imports.errorSheet(done.jobId());
        SheetFormat.of(done.fileName())
                .attach(response, "错误行-" + done.fileName().replaceFirst("\\.[^.]*$", ""));
        response.getOutputStream().write(sheet);
    }

    private static long key(String id) {
        return PublicId.decode(id).orElseThrow(() -> Refusal.notFound("没有这次导入。").asException());
    }
}
