package org.kangcheng.survey;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.definition.Form;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** Whoever was drawn answers by herself: what she is asked, a questionnaire, and what was wrong with her answer. */
@Component
class OwnAnswers {
    /** What she is asked. */
    record Asked(Sample sample, Round round) {}

    /**
     * Whose pages they are.
     *
     * @param page the address of the list
     * @param list the list's template
     * @param one a questionnaire's template
     * @param unknown of a round that does not exist
     */
    record Door(String page, String list, String one, Refusal unknown) {
        long round(String id) {
            return PublicId.decode(id).orElseThrow(unknown::asException);
        }
    }

    private final Rounds rounds;
    private final Questionnaires questionnaires;

    OwnAnswers(Rounds rounds, Questionnaires questionnaires) {
        this.rounds = rounds;
        this.questionnaires = questionnaires;
    }

    String list(Door door, List<Sample> samples, Model model) {
        model.addAttribute(
                "asked",
                samples.stream()
                        .map(sample -> new Asked(sample, rounds.require(sample.roundId())))
                        .toList());
        return door.list;
    }

    String one(Door door, Sample sample, Model model) {
        return one(door, sample, null, Map.of(), Map.of(), model);
    }

    /** @param all the form as it was sent */
    String answer(Door door, Actor actor, Sample sample, Map<String, String> all, Model model) {
        Map<String, String> typed = Form.typed(all);
        Rounds.Settled settled = rounds.answer(actor, sample, Sample.Mode.PAGE, typed);
        return settled.refusal()
                .map(refusal -> one(door, sample, refusal, typed, settled.problems(), model))
                .orElse("redirect:" + door.page);
    }

    private String one(
            Door door,
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
        return door.one;
    }
}
