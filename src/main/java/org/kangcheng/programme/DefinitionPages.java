package org.kangcheng.programme;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.UnsoundException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** A programme is written, checked and put in force on a page; nothing is restarted. */
@Controller
@Allowed({Role.COMMISSION})
class DefinitionPages {
    private static final String PAGE = "/staff/definitions";
    private static final int LARGEST = 400_000;
    private static final String START = """
            engine: programme
            id: new-campaign
            title: 新的应…尽…项目
            version: 1
            source: 写明依据的文件和条款
            from: 2026-01-01
            members: age >= 65 && !("HYPERTENSION" in diagnoses)
            services:
              - id: visit
                title: 上门服务
                cadence: {once: {within: 30}}
                by: [VILLAGE_DOCTOR]
            examples:
              - {facts: {age: 70}, member: true}
              - {facts: {age: 50}, member: false}
            """;

    private final Programmes programmes;

    DefinitionPages(Programmes programmes) {
        this.programmes = programmes;
    }

    @GetMapping(PAGE)
    String all(Model model) {
        model.addAttribute("programmes", programmes.all());
        model.addAttribute("unsound", programmes.unsound());
        model.addAttribute("offers", programmes.offers());
        return "programme/definitions";
    }

    @GetMapping(PAGE + "/new")
    String start(Model model) {
        return editor(START, List.of(), false, model);
    }

    /** @param version which; without it the one in force */
    @GetMapping(PAGE + "/{id}")
    String change(@PathVariable String id, @RequestParam(required = false) @Nullable Integer version, Model model) {
        String text = Optional.ofNullable(version)
                .flatMap(it -> programmes.text(id, it))
                .or(() -> programmes
                        .find(id)
                        .map(it -> it.programme().definition().text()))
                .or(() -> programmes.unsound().stream()
                        .filter(it -> it.id().equals(id))
                        .findFirst()
                        .map(Programmes.Unsound::text))
                .orElse(START);
        return editor(text, programmes.check(text), false, model);
    }

    @PostMapping(PAGE + "/check")
    String check(@RequestParam String text, Model model) {
        List<Finding> findings = programmes.check(text);
        return editor(text, findings, findings.isEmpty(), model);
    }

    /** A definition that was written elsewhere, to be looked at and put in force here. */
    @PostMapping(PAGE + "/file")
    String read(@RequestParam MultipartFile file, Model model) throws IOException {
        if (file.getSize() > LARGEST) {
            return editor(START, List.of(new Finding("", "文件太大，不像是一个定义。")), false, model);
        }
        return check(new String(file.getBytes(), StandardCharsets.UTF_8), model);
    }

    @PostMapping(PAGE)
    String putInForce(Actor actor, @RequestParam String text, Model model) {
        try {
            InForce programme = programmes.putInForce(actor, file(text), text);
            return "redirect:" + CoveragePages.PAGE + "/"
                    + programme.programme().id() + "/"
                    + programme.services().getFirst().id();
        } catch (UnsoundException e) {
            return editor(text, e.findings(), false, model);
        }
    }

    /** What is taken as it is shipped stays ours, and is brought up with the platform. */
    private String file(String text) {
        return programmes.shipped().stream()
                .filter(it -> it.text().equals(text.replace("\r\n", "\n")))
                .map(Definition::file)
                .findFirst()
                .orElse("page");
    }

    private static String editor(String text, List<Finding> findings, boolean sound, Model model) {
        model.addAttribute("text", text);
        model.addAttribute("findings", findings);
        model.addAttribute("sound", sound);
        return "programme/definition";
    }
}
