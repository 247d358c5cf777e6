package org.kangcheng.rehearsal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refused;
import org.kangcheng.survey.Rounds;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * 傍晚的第三方调查: the day's patients are asked by telephone, some by page or at the hospital's door; households at their doors,
 * and some who are registered as poor.
 */
@Component
@Profile("!production")
class EveningSurvey {
    private static final String CITY = "3715";
    private static final String SURVEYOR = "surveyor";
    /** The day had nobody to ask. */
    private static final String NOBODY = "no-candidates";

    private static final int NO_PERCENT = 8;

    private final Rounds rounds;
    private final Accounts accounts;
    private final Clock clock;

    EveningSurvey(Rounds rounds, Accounts accounts, Clock clock) {
        this.rounds = rounds;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Nobody is asked where the demonstration's surveyor has no account. */
    void ask(SplittableRandom dice, Figures figures) {
        accounts.holder(SURVEYOR, Role.SURVEYOR).ifPresent(id -> {
            Actor surveyor = OfficeDay.staff(id, Role.SURVEYOR, null, CITY);
            round(surveyor, "outpatient", List.of("PHONE", "PAGE", "PHONE", "ON_SPOT"), dice, figures, "就医调查");
            round(surveyor, "household", List.of("ON_SPOT"), dice, figures, "入户调查");
            round(surveyor, "evaluation", List.of("ON_SPOT"), dice, figures, "现场评估");
        });
    }

    /** @param modes of one sample after the other */
    private void round(
            Actor surveyor,
            String questionnaire,
            List<String> modes,
            SplittableRandom dice,
            Figures figures,
            String what) {
        LocalDate today = CityTime.today(clock);
        PublicId round;
        try {
            round = rounds.make(
                    OfficeDay.staff("day-commission", Role.COMMISSION, null, CITY),
                    new Rounds.NewRound("演练日调查", questionnaire, CITY, today, today, 2, SURVEYOR));
        } catch (Refused refused) {
            if (!refused.refusal().code().equals(NOBODY)) {
                throw refused;
            }
            figures.happened("调查未抽到人");
            return;
        }
        for (int no = 1; no <= round.key(); no++) {
            String mode = modes.get(no % modes.size());
            Rounds.Settled settled = rounds.answer(surveyor, round, no, mode, typed(questionnaire, dice));
            if (settled.refusal().isPresent()) {
                throw settled.refusal().get().asException();
            }
            figures.happened(what);
        }
    }

    private static Map<String, String> typed(String questionnaire, SplittableRandom dice) {
        Map<String, String> typed = new HashMap<>();
        switch (questionnaire) {
            case "outpatient" -> {
                fives(typed, List.of("register", "waiting", "doctor", "nurse", "privacy", "setting"), dice);
                typed.put("gift", "否");
            }
            case "household" -> {
                fives(typed, List.of("near", "cost", "clinic", "doctor"), dice);
                answers(typed, List.of("seen", "known"), dice);
            }
            default -> {
                answers(typed, List.of("basic", "helper", "carried", "known", "signed"), dice);
                fives(typed, List.of("served"), dice);
            }
        }
        return typed;
    }

    private static void fives(Map<String, String> typed, List<String> questions, SplittableRandom dice) {
        questions.forEach(it -> typed.put(it, Integer.toString(dice.nextInt(3, 6))));
    }

    private static void answers(Map<String, String> typed, List<String> questions, SplittableRandom dice) {
        questions.forEach(it -> typed.put(it, dice.nextInt(100) < NO_PERCENT ? "否" : "是"));
    }
}
