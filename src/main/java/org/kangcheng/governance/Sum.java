package org.kangcheng.governance;

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
 * @param when only of items of which this holds
 * @param per what the sum is set against where it is shown; null: nothing
 * @param share another sum of the register of which this is a part; null: none
 */
record Sum(
        String id,
        String title,
        String unit,
        @Nullable String field,
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

    /** What an item adds, by the sum's id; nothing that is 0. */
    static Map<String, Long> of(Register register, String state, Situation item) {
        List<Sum> sums = register.sums().stream()
                .filter(sum -> sum.in.contains(state))
                .filter(sum -> sum.when == null || sum.when.holds(item.facts(register)))
                .toList();
        Map<String, Long> added = new HashMap<>();
        for (Sum sum : sums) {
            long n = sum.field == null ? 1 : item.fields().get(sum.field) instanceof Long typed ? typed : 0;
            if (n != 0) {
                added.put(sum.id, n);
            }
        }
        return Map.copyOf(added);
    }
}
