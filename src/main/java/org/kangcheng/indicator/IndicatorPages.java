package org.kangcheng.indicator;

import java.util.List;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 指标定义: what is in force, and a place to try and put in force a new one; the figures are there at once. */
@Controller
@Allowed(Role.COMMISSION)
class IndicatorPages {
    static final String PAGE = FigurePages.PAGE + "/definitions";
    private static final Refusal NO_INDICATOR = Refusal.notFound("没有这个指标。");

    private final InForce inForce;
    private final KnownFeeds feeds;

    IndicatorPages(InForce inForce, KnownFeeds feeds) {
        this.inForce = inForce;
        this.feeds = feeds;
    }

    @GetMapping(PAGE)
    String all(Model model) {
        model.addAttribute("indicators", inForce.all());
        return "indicator/definitions";
    }

    /** The text of one to begin from, or an empty one; with all feeds that it may name. */
    @GetMapping(PAGE + "/edit")
    String edit(@RequestParam(defaultValue = "") String id, Model model) {
        String text = id.isEmpty()
                ? ""
                : inForce.find(id)
                        .orElseThrow(NO_INDICATOR::asException)
                        .definition()
                        .text();
        return editor(text, List.of(), false, model);
    }

    @PostMapping(PAGE + "/edit")
    String save(Actor actor, @RequestParam String text, @RequestParam(defaultValue = "") String put, Model model) {
        if (put.isEmpty()) {
            List<Finding> findings = inForce.check(text);
            return editor(text, findings, findings.isEmpty(), model);
        }
        try {
            return "redirect:" + FigurePages.PAGE + "/"
                    + inForce.putInForce(actor, text).id();
        } catch (UnsoundException e) {
            return editor(text, e.findings(), false, model);
        }
    }

    private String editor(String text, List<Finding> findings, boolean sound, Model model) {
        model.addAttribute("text", text);
        model.addAttribute("findings", findings);
        model.addAttribute("sound", sound);
        model.addAttribute("feeds", feeds.names().values());
        return "indicator/edit";
    }
}
