package org.kangcheng.programme;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Role;
import org.kangcheng.definition.Form;
import org.kangcheng.definition.Rule;

/**
 * 服务: what is due to the members of a programme.
 *
 * @param when for which of the members; null: for all
 * @param by who may deliver it
 * @param benefit 待遇: what is granted by it for a year; null: none
 * @param counts vaccines, as {@code system|code}, of which an institution's Immunization counts as a delivery
 * @param settled rules of settlement: a bill settled by one of them counts as a delivery
 * @param confirmed by the resident herself, before it counts
 */
record Service(
        String id,
        String title,
        @Nullable Rule when,
        Cadence cadence,
        Set<Role> by,
        @Nullable String benefit,
        Form form,
        Set<String> counts,
        Set<String> settled,
        boolean confirmed) {

    /** Whether a worker's record is all it takes: no confirmation of the resident, no fact that does it by itself. */
    boolean byWorkers() {
        return !confirmed && !(cadence instanceof Cadence.Until);
    }

    /** Whether more follows from a delivery than its own record: a fact of the person, a claim that was looked into. */
    boolean tells() {
        return benefit != null
                || form.grades().stream()
                        .anyMatch(grade ->
                                !grade.tells().isEmpty() || !grade.ends().isEmpty())
                || form.fields().stream().anyMatch(field -> field.claimed() != null);
    }
}
