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

/** 傍晚的第三方调查: the day's patients are asked by telephone, and some who are registered as poor at their doors. */
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
            round(surveyor, "outpatient", "PHONE", dice, figures, "电话调查");
            round(surveyor, "evaluation", "ON_SPOT", dice, figures, "现场评估");
        });
    }

    private void round(
            Actor surveyor, String questionnaire, String mode, SplittableRandom dice, Figures figures, String what) {
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
            Rounds.Settled settled = rounds.answer(surveyor, round, no, mode, typed(questionnaire, dice));
            if (settled.refusal().isPresent()) {
                throw settled.refusal().get().asException();
            }
            figures.happened(what);
        }
    }

    private static Map<String, String> typed(String questionnaire, SplittableRandom dice) {
        Map<String, String> typed = new HashMap<>();
        if (questionnaire.equals("outpatient")) {
            for (String question : List.of("register", "waiting", "doctor", "nurse", "privacy", "setting")) {
                typed.put(question, Integer.toString(dice.nextInt(3, 6)));
            }
            typed.put("gift", "否");
        } else {
            for (String question : List.of("basic", "helper", "carried", "known", "signed")) {
                typed.put(question, dice.nextInt(100) < NO_PERCENT ? "否" : "是");
            }
            typed.put("served", Integer.toString(dice.nextInt(3, 6)));
        }
        return typed;
    }
}
