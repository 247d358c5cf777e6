package org.kangcheng.survey;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.kangcheng.tally.Tally;
import org.springframework.stereotype.Component;

/**
 * Answers of survey rounds are counted by the day they were given, of each score how many have it and what it comes to; by the
 * institution that was asked about, or else by where the person lives. Each mode by itself: one is never set against another.
 */
@Component
class AnswerCounting {
    private final Tally tally;

    AnswerCounting(Tally tally) {
        this.tally = tally;
    }

    void answered(String questionnaire, Sample sample, Sample.Mode mode, Map<String, Double> scores, LocalDate day) {
        Long institution = sample.institutionId();
        String place = institution == null ? sample.areaCode() : Tally.institution(institution);
        List<Tally.Change> changes = new ArrayList<>();
        scores.forEach((score, value) -> {
            changes.add(new Tally.Change(answers(questionnaire, mode, score), place, day, 1));
            changes.add(new Tally.Change(points(questionnaire, mode, score), place, day, hundredths(value)));
        });
        tally.addAll(changes);
    }

    private static long hundredths(double score) {
        return BigDecimal.valueOf(score)
                .movePointRight(2)
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    static String answers(String questionnaire, Sample.Mode mode, String score) {
        return series(questionnaire, mode, score) + ".answers";
    }

    /** In hundredths of a point. */
    static String points(String questionnaire, Sample.Mode mode, String score) {
        return series(questionnaire, mode, score) + ".points";
    }

    private static String series(String questionnaire, Sample.Mode mode, String score) {
        return "survey." + questionnaire + "."
                + mode.name().toLowerCase(Locale.ROOT).replace('_', '-') + "." + score;
    }
}
