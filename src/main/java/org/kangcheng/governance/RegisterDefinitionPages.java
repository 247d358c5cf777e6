package org.kangcheng.governance;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.UnsoundException;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A register is written, checked and put in force on a page; nothing is restarted. */
@Controller
@Allowed(Role.COMMISSION)
class RegisterDefinitionPages {
    private static final String PAGE = "/staff/register-definitions";
    private static final String START = """
            engine: register
            id: new-register
            title: 新台账
            version: 1
            source: 写明依据的文件和条款
            from: 2026-01-01
            prefix: XX
            opens: {by: [COMMISSION], unit: true}
            form: {fields: [{id: content, label: 内容, kind: text}]}
            near: 1
            states:
              - {id: given, title: 待签收, within: {working: 1}}
              - {id: doing, title: 办理中}
              - {id: done, title: 已办结, end: true}
            deadlines: [{promised: {working: 5}}]
            moves:
              - {id: accept, title: 签收, from: [given], to: doing, by: [MANAGER], reach: unit, assigns: owner}
              - {id: finish, title: 办结, from: [doing], to: done, by: [MANAGER], reach: unit, needs: [note]}
            alarms: [{id: urge, title: 催办, after: {working: 1}, level: 1}]
            examples:
              - fields: {content: 举例}
                story:
                  - {move: finish, as: MANAGER, note: 好, refused: wrong-state}
                  - {move: accept, as: MANAGER}
                  - {move: finish, as: MANAGER, note: 好}
                ends: done
            """;

    private final Registers registers;

    RegisterDefinitionPages(Registers registers) {
        this.registers = registers;
    }

    @GetMapping(PAGE)
    String all(Model model) {
        model.addAttribute("registers", registers.all());
        model.addAttribute("unsound", registers.unsound());
        model.addAttribute("offers", registers.offers());
        return "governance/definitions";
    }

    @GetMapping(PAGE + "/new")
    String start(Model model) {
        return editor(START, List.of(), false, model);
    }

    /** @param version which; without it the one in force */
    @GetMapping(PAGE + "/{id}")
    String change(@PathVariable String id, @RequestParam(required = false) @Nullable Integer version, Model model) {
        String text = Optional.ofNullable(version)
                .flatMap(it -> registers.text(id, it))
                .or(() ->
                        registers.find(id).map(it -> it.register().definition().text()))
                .orElse(START);
        return editor(text, registers.check(text), false, model);
    }

    @PostMapping(PAGE + "/check")
    String check(@RequestParam String text, Model model) {
        List<Finding> findings = registers.check(text);
        return editor(text, findings, findings.isEmpty(), model);
    }

    @PostMapping(PAGE)
    String putInForce(Actor actor, @RequestParam String text, Model model) {
        try {
            registers.putInForce(actor, text);
            return "redirect:" + PAGE;
        } catch (UnsoundException e) {
            return editor(text, e.findings(), false, model);
        }
    }

    private static String editor(String text, List<Finding> findings, boolean sound, Model model) {
        model.addAttribute("text", text);
        model.addAttribute("findings", findings);
        model.addAttribute("sound", sound);
        return "governance/definition";
    }
}
