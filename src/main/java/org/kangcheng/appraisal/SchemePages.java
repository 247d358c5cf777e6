package org.kangcheng.appraisal;

import java.util.List;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.indicator.Indicators;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 考核方案: a place to try a new one, or a newer version, and to put it in force; the ranking is there at once. */
@Controller
@Allowed(Role.COMMISSION)
class SchemePages {
    private static final String PAGE = AppraisalPages.PAGE + "/edit";

    private final Schemes schemes;
    private final Indicators indicators;

    SchemePages(Schemes schemes, Indicators indicators) {
        this.schemes = schemes;
        this.indicators = indicators;
    }

    /** The text of one to begin from, or an empty one. */
    @GetMapping(PAGE)
    String edit(@RequestParam(defaultValue = "") String id, Model model) {
        String text = id.isEmpty() ? "" : schemes.require(id).definition().text();
        return editor(text, List.of(), false, model);
    }

    @PostMapping(PAGE)
    String save(Actor actor, @RequestParam String text, @RequestParam(defaultValue = "") String put, Model model) {
        if (put.isEmpty()) {
            List<Finding> findings = schemes.check(text);
            return editor(text, findings, findings.isEmpty(), model);
        }
        try {
            return "redirect:" + AppraisalPages.PAGE + "/"
                    + schemes.putInForce(actor, text).id();
        } catch (UnsoundException e) {
            return editor(text, e.findings(), false, model);
        }
    }

    private String editor(String text, List<Finding> findings, boolean sound, Model model) {
        model.addAttribute("text", text);
        model.addAttribute("findings", findings);
        model.addAttribute("sound", sound);
        model.addAttribute("indicators", indicators.all());
        return "appraisal/edit";
    }
}
