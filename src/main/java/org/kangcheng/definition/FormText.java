package org.kangcheng.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A form as it is written in a definition. */
public record FormText(
        @Nullable List<FieldText> fields,
        @Nullable List<GradeText> grades,
        @Nullable List<ContradictionText> contradictions) {

    /**
     * @param kind yes-no, whole, number, text, choice, computed, signature, place, photo
     * @param value of a computed field: the formula
     * @param digits of a computed field, after the point; without it 1
     * @param when asked only if this holds of what was answered before
     * @param claimed this line was claimed beforehand (是) of whom the rule holds
     */
    public record FieldText(
            @Nullable String id,
            @Nullable String label,
            @Nullable String kind,
            @Nullable String unit,
            @Nullable Double min,
            @Nullable Double max,
            @Nullable List<String> options,
            @Nullable Boolean optional,
            @Nullable String when,
            @Nullable String value,
            @Nullable Integer digits,
            @Nullable String claimed) {}

    /** @param tells facts that hold of the person from then on @param ends facts that hold no more */
    public record GradeText(
            @Nullable String code,
            @Nullable String label,
            @Nullable String when,
            @Nullable Integer nextDays,
            @Nullable Boolean refer,
            @Nullable List<String> tells,
            @Nullable List<String> ends) {}

    public record ContradictionText(
            @Nullable String when,
            @Nullable String field,
            @Nullable String message) {}
}
