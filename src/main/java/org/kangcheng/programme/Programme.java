package org.kangcheng.programme;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Rule;
import org.kangcheng.kernel.Fen;

/**
 * 项目: a definition, read.
 *
 * @param targets the share to be reached in hundredths, by area code
 * @param relief it is part of 健康扶贫
 * @param enrolments what a worker may register by hand
 * @param spending null when nobody's spending is watched
 */
record Programme(
        Definition definition,
        Rule members,
        List<Service> services,
        Map<String, Integer> targets,
        boolean relief,
        List<Enrolment> enrolments,
        @Nullable Spending spending) {

    /**
     * 登记: what a worker learns of and registers, with its day: an event, an occupation, a diagnosis.
     *
     * @param asks which day that is
     * @param of for whom; null: for everybody
     * @param oldest how many days ago it may be
     * @param lasts for how many days it stands; 0: until it is ended
     * @param ends events that are over with it: those that began before
     */
    record Enrolment(
            FactKind kind,
            String code,
            String label,
            String asks,
            @Nullable Rule of,
            int oldest,
            int lasts,
            List<String> ends) {

        private static final int YEAR = 365;
        private static final int LONG = 10 * YEAR;

        /** 单位: who works or learns somewhere does so with somebody; an illness or an event has none. */
        boolean asksUnit() {
            return kind == FactKind.OCCUPATION;
        }

        /** How long ago it may be, in words that go before 之内. */
        String span() {
            return oldest < LONG ? oldest + " 天" : oldest / YEAR + " 年";
        }

        /** The first day without it; null: until it is ended. */
        @Nullable
        LocalDate until(LocalDate from) {
            return lasts == 0 ? null : from.plusDays(lasts);
        }
    }

    /** 费用预警: whoever had to pay so much herself within so many months is warned of by an event. */
    record Spending(String warns, Fen from, int months) {}

    public String id() {
        return definition.id();
    }

    public String title() {
        return definition.title();
    }

    Optional<Service> service(String id) {
        return services.stream().filter(it -> it.id().equals(id)).findFirst();
    }

    /** An area's own target, or else that of the smallest area around it that has one; null without any. */
    public @Nullable Integer target(String areaCode) {
        for (int length = areaCode.length(); length > 0; length--) {
            Integer target = targets.get(areaCode.substring(0, length));
            if (target != null) {
                return target;
            }
        }
        return null;
    }
}
