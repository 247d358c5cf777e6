package org.kangcheng.governance;

import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Rule;

/**
 * 合计: what a register's items add up to while they are in some states: places of nurseries, yuan of projects, institutions
 * with a title. Counted in the tally as everything else; what an item adds stands in its row.
 *
 * @param field a whole number that was typed; null: each item counts one
 * @param days its terms' days instead: how many working days of them there are; null: none
 * @param when only of items of which this holds
 * @param per what the sum is set against where it is shown; null: nothing
 * @param share another sum of the register of which this is a part; null: none
 */
record Sum(
        String id,
        String title,
        String unit,
        @Nullable String field,
        @Nullable Days days,
        Set<String> in,
        @Nullable Rule when,
        @Nullable Per per,
        @Nullable String share) {
    enum Per {
        /** 每千人口 */
        THOUSAND_RESIDENTS,
        HOSPITAL,
        PRIMARY,
        VILLAGE_CLINIC
    }

    /** Of an item with a promised and a legal term, in working days, the days when its clock stood still not among them. */
    enum Days {
        LEGAL,
        PROMISED,
        /** Until it was closed. */
        USED;

        long of(Terms terms, LocalDate today) {
            LocalDate begun = terms.begunOn();
            LocalDate legal = terms.legalOn();
            LocalDate promised = terms.promisedOn();
            if (begun == null || legal == null || promised == null) {
                return 0;
            }
            LocalDate until = switch (this) {
                case LEGAL -> legal;
                case PROMISED -> promised;
                case USED -> today;
            };
            return Workdays.CHINA.between(begun, until);
        }
    }

    /**
     * What an item adds, by the sum's id; nothing that is 0.
     *
     * @param today the day on which it comes into the state
     */
    static Map<String, Long> of(Register register, String state, Situation item, Terms terms, LocalDate today) {
        List<Sum> sums = register.sums().stream()
                .filter(sum -> sum.in.contains(state))
                .filter(sum -> sum.when == null || sum.when.holds(item.facts(register)))
                .toList();
        Map<String, Long> added = new HashMap<>();
        for (Sum sum : sums) {
            long n = sum.n(item, terms, today);
            if (n != 0) {
                added.put(sum.id, n);
            }
        }
        return Map.copyOf(added);
    }

    private long n(Situation item, Terms terms, LocalDate today) {
        if (days != null) {
            return days.of(terms, today);
        }
        return field == null ? 1 : item.fields().get(field) instanceof Long typed ? typed : 0;
    }
}
