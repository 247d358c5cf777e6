package org.kangcheng.survey;

import java.util.Map;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
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
    private static final OwnAnswers.Door DOOR =
            new OwnAnswers.Door(PAGE, "survey/my-surveys", "survey/my-survey", Refusal.notFound("没有这份问卷，或您已经答过。"));

    private final Rounds rounds;
    private final OwnAnswers answers;

    StaffSurveyPages(Rounds rounds, OwnAnswers answers) {
        this.rounds = rounds;
        this.answers = answers;
    }

    @GetMapping(PAGE)
    String own(Actor actor, Model model) {
        return answers.list(DOOR, rounds.ofStaff(actor), model);
    }

    @GetMapping(PAGE + "/{round}/{no}")
    String one(Actor actor, @PathVariable String round, @PathVariable int no, Model model) {
        return answers.one(DOOR, rounds.ofStaff(actor, DOOR.round(round), no), model);
    }

    @PostMapping(PAGE + "/{round}/{no}")
    String answer(
            Actor actor,
            @PathVariable String round,
            @PathVariable int no,
            @RequestParam Map<String, String> all,
            Model model) {
        return answers.answer(DOOR, actor, rounds.ofStaff(actor, DOOR.round(round), no), all, model);
    }
}
