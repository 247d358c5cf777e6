package org.kangcheng.programme;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Finding;
import org.kangcheng.definition.Rule;
import org.kangcheng.definition.UnsoundException;

/** What is wrong with a programme, gathered while it is read; and what readers of all its parts check alike. */
final class Findings {
    private static final Pattern CODE = Pattern.compile("[A-Z][A-Z0-9_]{0,39}");
    static final int MOST_DAYS = 4_000;
    /** 120 years: how long somebody may have had an illness or an occupation. */
    private static final int LIFETIME_DAYS = 43_830;

    private final List<Finding> all = new ArrayList<>();

    void add(String where, String why) {
        all.add(new Finding(where, why));
    }

    void add(UnsoundException unsound) {
        all.addAll(unsound.findings());
    }

    List<Finding> all() {
        return all;
    }

    Optional<Rule> rule(String at, String text) {
        try {
            return Optional.of(Rule.parse(at, text, PersonFacts.VOCABULARY));
        } catch (UnsoundException e) {
            add(e);
            return Optional.empty();
        }
    }

    /** @param what a Chinese noun: whose code it should be */
    Optional<String> code(String at, @Nullable String code, String what) {
        if (code == null || !CODE.matcher(code).matches()) {
            add(at, "应为大写英文的" + what + "代码。");
            return Optional.empty();
        }
        return Optional.of(code);
    }

    void days(String at, int days) {
        days(at, days, MOST_DAYS);
    }

    /** What somebody may have had all her life. */
    void lifetime(String at, int days) {
        days(at, days, LIFETIME_DAYS);
    }

    private void days(String at, int days, int most) {
        if (days < 0 || days > most) {
            add(at, "应为 0 至 %d 天。".formatted(most));
        }
    }
}
