package org.kangcheng.survey;

import java.util.List;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A questionnaire or a policy is written, checked and put in force on a page; rounds that run go on by what they were made with. */
@Controller
@Allowed(Role.COMMISSION)
class SurveyDefinitionPages {
    private static final String PAGE = "/staff/survey-definitions";
    private static final Refusal UNKNOWN = Refusal.notFound("没有这份问卷或政策。");
    private static final String NEW_QUESTIONNAIRE = """
            engine: survey
            id: new-questionnaire
            title: 新问卷
            version: 1
            source: 写明依据
            from: 2026-01-01
            # visits 按机构抽就诊；discharges 按机构抽出院；residents 按区县抽居民，可加 among: POVERTY_REGISTRATION 等身份
            target: visits
            form:
              fields:
                - {id: overall, label: 总体满意（1 很不满意 至 5 很满意）, kind: whole, min: 1, max: 5}
                - {id: said, label: 意见建议, kind: text, optional: true}
            scores:
              - {id: overall, title: 总体满意度, of: [overall]}
            bad: overall <= 2
            """;
    private static final String NEW_POLICY = """
            engine: policy
            id: new-policy
            title: 新政策
            version: 1
            source: 写明文件和条款
            from: 2026-01-01
            words: 一段居民看得懂的话，最多 300 个字。
            how: 到哪里、怎么办。
            due: age >= 65
            """;

    private final SurveyLibrary library;

    SurveyDefinitionPages(SurveyLibrary library) {
        this.library = library;
    }

    @GetMapping(PAGE)
    String all(Model model) {
        model.addAttribute("questionnaires", library.all(SurveyLibrary.QUESTIONNAIRES));
        model.addAttribute("policies", library.all(SurveyLibrary.POLICIES));
        return "survey/definitions";
    }

    /** The next version of one that is there; {@code new}: one that is not. */
    @GetMapping(PAGE + "/{engine}/{id}")
    String change(@PathVariable String engine, @PathVariable String id, Model model) {
        boolean policy = engine.equals(SurveyLibrary.POLICIES);
        if (!policy && !engine.equals(SurveyLibrary.QUESTIONNAIRES)) {
            throw UNKNOWN.asException();
        }
        String text = id.equals("new")
                ? (policy ? NEW_POLICY : NEW_QUESTIONNAIRE)
                : library.find(engine, id).map(Definition::text).orElseThrow(UNKNOWN::asException);
        return editor(text, List.of(), false, model);
    }

    @PostMapping(PAGE + "/check")
    String check(@RequestParam String text, Model model) {
        List<Finding> findings = library.check(text);
        return editor(text, findings, findings.isEmpty(), model);
    }

    @PostMapping(PAGE)
    String putInForce(Actor actor, @RequestParam String text, Model model) {
        try {
            library.putInForce(actor, text);
            return "redirect:" + PAGE;
        } catch (UnsoundException e) {
            return editor(text, e.findings(), false, model);
        }
    }

    private static String editor(String text, List<Finding> findings, boolean sound, Model model) {
        model.addAttribute("text", text);
        model.addAttribute("findings", findings);
        model.addAttribute("sound", sound);
        return "survey/definition";
    }
}
