package org.kangcheng.survey;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Form;
import org.kangcheng.directory.Areas;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 调查任务: a third party asks those whom its sample names, and sees nobody else. Each look at where and how to reach them is logged. */
@Controller
@Allowed(Role.SURVEYOR)
class SurveyorPages {
    private static final String PAGE = "/staff/survey-work";
    private static final int ROWS = 40;
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个样本，或它没有委托给您。");

    /** A round with the next of its sample. */
    record Work(Round round, List<Sample> open) {}

    private final RoundTable table;
    private final SampleTable samples;
    private final Rounds rounds;
    private final Questionnaires questionnaires;
    private final Accounts accounts;
    private final People people;
    private final Areas areas;
    private final Readings readings;

    SurveyorPages(
            RoundTable table,
            SampleTable samples,
            Rounds rounds,
            Questionnaires questionnaires,
            Accounts accounts,
            People people,
            Areas areas,
            Readings readings) {
        this.table = table;
        this.samples = samples;
        this.rounds = rounds;
        this.questionnaires = questionnaires;
        this.accounts = accounts;
        this.people = people;
        this.areas = areas;
        this.readings = readings;
    }

    @GetMapping(PAGE)
    String own(Actor actor, Model model) {
        List<Work> work = new ArrayList<>();
        for (Round round : table.entrusted(actor.id(), ROWS)) {
            work.add(new Work(round, samples.open(round.roundId(), 0, ROWS)));
        }
        model.addAttribute("work", work);
        return "survey/work";
    }

    @Transactional
    @GetMapping(PAGE + "/{round}/{no}")
    public String one(Actor actor, @PathVariable String round, @PathVariable int no, Model model) {
        return page(actor, rounds.entrusted(actor, key(round), no), null, Map.of(), Map.of(), model);
    }

    private String page(
            Actor actor,
            Sample sample,
            @Nullable Refusal refusal,
            Map<String, String> typed,
            Map<String, String> problems,
            Model model) {
        Round round = rounds.require(sample.roundId());
        if (sample.open()) {
            who(actor, round, sample, model);
        }
        model.addAttribute("round", round);
        model.addAttribute("sample", sample);
        model.addAttribute("place", areas.path(sample.areaCode()));
        model.addAttribute("fields", questionnaires.of(round).form().fields());
        model.addAttribute("typed", typed);
        model.addAttribute("problems", problems);
        model.addAttribute("refusal", refusal);
        return "survey/sample";
    }

    /** Who is asked and how she is reached; of a resident that is a reading. */
    private void who(Actor actor, Round round, Sample sample, Model model) {
        Long account = sample.account();
        if (account != null) {
            model.addAttribute(
                    "name",
                    accounts.find(Long.toString(account)).map(Actor::name).orElse("（账号已停用）"));
            return;
        }
        long key = sample.personKey();
        readings.log(actor, key, "姓名、电话和住址（" + round.title() + "）", Purpose.SURVEY);
        model.addAttribute("name", people.find(key).map(Person::name).orElse(""));
        model.addAttribute(
                "phone", people.identifiers(key).map(People.Identifiers::phone).orElse(null));
        model.addAttribute(
                "address",
                people.atHome(List.of(key)).stream()
                        .findFirst()
                        .map(People.AtHome::address)
                        .orElse(null));
    }

    @Transactional
    @PostMapping(PAGE + "/{round}/{no}")
    public String settle(
            Actor actor,
            @PathVariable String round,
            @PathVariable int no,
            @RequestParam Sample.Mode mode,
            @RequestParam Sample.Outcome outcome,
            @RequestParam Map<String, String> all,
            Model model) {
        Sample sample = rounds.entrusted(actor, key(round), no);
        Map<String, String> typed = Form.typed(all);
        Rounds.Settled settled = mode == Sample.Mode.PAGE
                ? new Rounds.Settled(Optional.of(UNKNOWN), Map.of())
                : outcome == Sample.Outcome.ANSWERED
                        ? rounds.answer(actor, sample, mode, typed)
                        : rounds.miss(actor, sample, mode, outcome);
        return settled.refusal()
                .map(refusal -> page(actor, sample, refusal, typed, settled.problems(), model))
                .orElse("redirect:" + PAGE);
    }

    private static long key(String round) {
        return PublicId.decode(round).orElseThrow(UNKNOWN::asException);
    }
}
