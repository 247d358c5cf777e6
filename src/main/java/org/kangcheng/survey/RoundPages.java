package org.kangcheng.survey;

import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Refused;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 满意度调查: the commission makes a round, sees how far it is, and what it says; it sees nobody's answers by name. */
@Controller
@Allowed(Role.COMMISSION)
class RoundPages {
    private static final String PAGE = "/staff/surveys";
    private static final String CITY = "3715";
    private static final int SHOWN = 50;
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个调查。");

    private final RoundTable table;
    private final SampleTable samples;
    private final Rounds rounds;
    private final RoundScores scores;
    private final Questionnaires questionnaires;
    private final Areas areas;
    private final Clock clock;

    RoundPages(
            RoundTable table,
            SampleTable samples,
            Rounds rounds,
            RoundScores scores,
            Questionnaires questionnaires,
            Areas areas,
            Clock clock) {
        this.table = table;
        this.samples = samples;
        this.rounds = rounds;
        this.scores = scores;
        this.questionnaires = questionnaires;
        this.areas = areas;
        this.clock = clock;
    }

    @GetMapping(PAGE)
    String all(Actor actor, Model model) {
        return all(actor, null, Map.of(), model);
    }

    private String all(Actor actor, @Nullable Refusal refusal, Map<String, String> typed, Model model) {
        LocalDate today = CityTime.today(clock);
        String own = actor.areaCode() == null ? CITY : actor.areaCode();
        model.addAttribute(
                "rounds",
                table.newest(SHOWN).stream()
                        .filter(round -> round.areaCode().startsWith(own))
                        .toList());
        model.addAttribute("questionnaires", questionnaires.all());
        model.addAttribute(
                "areas",
                areas.all().stream()
                        .filter(area ->
                                area.code().startsWith(own) && area.code().length() <= 6)
                        .toList());
        model.addAttribute("first", today.minusDays(90));
        model.addAttribute("last", today);
        model.addAttribute("refusal", refusal);
        model.addAttribute("typed", typed);
        return "survey/rounds";
    }

    @PostMapping(PAGE)
    String make(Actor actor, @RequestParam Map<String, String> all, Model model) {
        try {
            LocalDate today = CityTime.today(clock);
            PublicId made = rounds.make(
                    actor,
                    new Rounds.NewRound(
                            all.getOrDefault("title", ""),
                            all.getOrDefault("questionnaire", ""),
                            all.getOrDefault("area", ""),
                            day(all.get("first"), today.minusDays(90)),
                            day(all.get("last"), today),
                            number(all.get("each")),
                            all.getOrDefault("surveyor", "")));
            return "redirect:" + PAGE + "/" + PublicId.encode(made.shard());
        } catch (Refused refused) {
            return all(actor, refused.refusal(), all, model);
        }
    }

    private static LocalDate day(@Nullable String text, LocalDate otherwise) {
        try {
            return text == null || text.isBlank() ? otherwise : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            return otherwise;
        }
    }

    private static int number(@Nullable String text) {
        return text != null && text.matches("\\d{1,4}") ? Integer.parseInt(text) : 0;
    }

    @GetMapping(PAGE + "/{id}")
    String one(Actor actor, @PathVariable String id, Model model) {
        Round round = round(actor, id);
        Questionnaire questionnaire = questionnaires.of(round);
        List<SampleTable.Progress> progress = samples.progress(round.roundId());
        model.addAttribute("round", round);
        model.addAttribute("questionnaire", questionnaire);
        model.addAttribute("progress", progress);
        model.addAttribute(
                "drawn",
                progress.stream().mapToLong(SampleTable.Progress::drawn).sum());
        model.addAttribute(
                "answered",
                progress.stream().mapToLong(SampleTable.Progress::answered).sum());
        model.addAttribute("modes", scores.of(round, questionnaire));
        model.addAttribute("staff", questionnaire.target() == Questionnaire.Target.STAFF);
        return "survey/round";
    }

    @PostMapping(PAGE + "/{id}/close")
    String close(Actor actor, @PathVariable String id) {
        rounds.close(actor, round(actor, id).roundId());
        return "redirect:" + PAGE + "/" + id;
    }

    private Round round(Actor actor, String id) {
        Round round = rounds.require(PublicId.decode(id).orElseThrow(UNKNOWN::asException));
        if (!actor.coversArea(round.areaCode())) {
            throw UNKNOWN.asException();
        }
        return round;
    }
}
