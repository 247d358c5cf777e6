package org.kangcheng.survey;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Form;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 职工问卷: whoever was drawn among the staff answers by herself; nobody she works for reads who said what. */
@Controller
@Allowed({
    Role.REGISTRAR,
    Role.DOCTOR,
    Role.LABORATORY,
    Role.PHARMACIST,
    Role.VILLAGE_DOCTOR,
    Role.SCHEDULER,
    Role.MANAGER
})
class StaffSurveyPages {
    static final String PAGE = "/staff/my-surveys";
    private static final Refusal UNKNOWN = Refusal.notFound("没有这份问卷，或您已经答过。");

    /** What she is asked. */
    record Asked(Sample sample, Round round) {}

    private final Rounds rounds;
    private final Questionnaires questionnaires;

    StaffSurveyPages(Rounds rounds, Questionnaires questionnaires) {
        this.rounds = rounds;
        this.questionnaires = questionnaires;
    }

    @GetMapping(PAGE)
    String own(Actor actor, Model model) {
        List<Asked> asked = rounds.ofStaff(actor).stream()
                .map(sample -> new Asked(sample, rounds.require(sample.roundId())))
                .toList();
        model.addAttribute("asked", asked);
        return "survey/my-surveys";
    }

    @GetMapping(PAGE + "/{round}/{no}")
    String one(Actor actor, @PathVariable String round, @PathVariable int no, Model model) {
        return page(rounds.ofStaff(actor, key(round), no), null, Map.of(), Map.of(), model);
    }

    private String page(
            Sample sample,
            @Nullable Refusal refusal,
            Map<String, String> typed,
            Map<String, String> problems,
            Model model) {
        Round round = rounds.require(sample.roundId());
        model.addAttribute("sample", sample);
        model.addAttribute("round", round);
        model.addAttribute("fields", questionnaires.of(round).form().fields());
        model.addAttribute("typed", typed);
        model.addAttribute("problems", problems);
        model.addAttribute("refusal", refusal);
        return "survey/my-survey";
    }

    @PostMapping(PAGE + "/{round}/{no}")
    String answer(
            Actor actor,
            @PathVariable String round,
            @PathVariable int no,
            @RequestParam Map<String, String> all,
            Model model) {
        Sample sample = rounds.ofStaff(actor, key(round), no);
        Map<String, String> typed = Form.typed(all);
        Rounds.Settled settled = rounds.answer(actor, sample, Sample.Mode.PAGE, typed);
        return settled.refusal()
                .map(refusal -> page(sample, refusal, typed, settled.problems(), model))
                .orElse("redirect:" + PAGE);
    }

    private static long key(String round) {
        return PublicId.decode(round).orElseThrow(UNKNOWN::asException);
    }
}
