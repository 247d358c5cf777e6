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

/** 请您评价: whoever was drawn answers on her own phone. */
@Controller
@Allowed(Role.RESIDENT)
class ResidentSurveyPages {
    private static final String PAGE = "/m/surveys";
    private static final OwnAnswers.Door DOOR =
            new OwnAnswers.Door(PAGE, "survey/asked", "survey/answer", Refusal.notFound("没有这个调查。"));

    private final Rounds rounds;
    private final OwnAnswers answers;

    ResidentSurveyPages(Rounds rounds, OwnAnswers answers) {
        this.rounds = rounds;
        this.answers = answers;
    }

    @GetMapping(PAGE)
    String own(Actor actor, Model model) {
        return answers.list(DOOR, rounds.ofResident(actor), model);
    }

    @GetMapping(PAGE + "/{round}/{no}")
    String one(Actor actor, @PathVariable String round, @PathVariable int no, Model model) {
        return answers.one(DOOR, rounds.ofResident(actor, DOOR.round(round), no), model);
    }

    @PostMapping(PAGE + "/{round}/{no}")
    String answer(
            Actor actor,
            @PathVariable String round,
            @PathVariable int no,
            @RequestParam Map<String, String> all,
            Model model) {
        return answers.answer(DOOR, actor, rounds.ofResident(actor, DOOR.round(round), no), all, model);
    }
}
