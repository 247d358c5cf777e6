package org.kangcheng.document;

import java.io.IOException;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Objects;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Download;
import org.kangcheng.kernel.Refused;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** 文书模板: an official downloads one, edits it in Word or WPS, uploads it; it is checked before it is in force. */
@Controller
@Allowed(Role.COMMISSION)
class TemplatePages {
    private static final String PAGE = "/staff/templates";
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    /** A version as the page shows it. */
    record Line(int version, String file, String by, String at, boolean shipped) {
        static Line of(TemplateTable.Upload upload) {
            return new Line(
                    upload.version(),
                    upload.fileName(),
                    upload.byWhom(),
                    MINUTE.format(CityTime.local(upload.at())),
                    upload.content() == null);
        }
    }

    private final Documents documents;
    private final Templates templates;
    private final TemplateTable table;

    TemplatePages(Documents documents, Templates templates, TemplateTable table) {
        this.documents = documents;
        this.templates = templates;
        this.table = table;
    }

    @GetMapping(PAGE)
    String all(Model model) {
        model.addAttribute("templates", documents.all());
        return "document/templates";
    }

    @GetMapping(PAGE + "/{id}")
    String one(@PathVariable String id, Model model) {
        model.addAttribute("template", documents.require(id));
        model.addAttribute("versions", table.all(id).stream().map(Line::of).toList());
        if (!model.containsAttribute("findings")) {
            model.addAttribute("findings", List.of());
        }
        return "document/template";
    }

    /** The one in force, to be edited. */
    @GetMapping(PAGE + "/{id}/file")
    ResponseEntity<byte[]> file(@PathVariable String id) {
        Template template = documents.require(id);
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, Download.named(template.title() + "-模板.docx"))
                .contentType(MediaType.parseMediaType(Document.DOCX_TYPE))
                .body(documents.inForce(template).bytes());
    }

    @PostMapping(PAGE + "/{id}")
    String upload(Actor actor, @PathVariable String id, @RequestParam MultipartFile file, Model model)
            throws IOException {
        try {
            String name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
            List<TemplateCheck.Finding> findings = templates.putInForce(actor, id, name, file.getBytes());
            if (findings.isEmpty()) {
                return "redirect:" + PAGE + "/" + id + "?done";
            }
            model.addAttribute("findings", findings);
        } catch (Refused refused) {
            model.addAttribute("problem", refused.refusal().message());
        }
        return one(id, model);
    }

    @PostMapping(PAGE + "/{id}/shipped")
    String backToShipped(Actor actor, @PathVariable String id) {
        templates.backToShipped(actor, id);
        return "redirect:" + PAGE + "/" + id + "?done";
    }
}
