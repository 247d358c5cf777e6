package org.kangcheng.definition;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A form as it is written in a definition. */
public record FormText(
        @Nullable List<FieldText> fields,
        @Nullable List<GradeText> grades,
        @Nullable List<ContradictionText> contradictions) {

    /**
     * @param kind yes-no, whole, number, text, choice
     * @param when asked only if this holds of what was answered before
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
            @Nullable String when) {}

    public record GradeText(
            @Nullable String code,
            @Nullable String label,
            @Nullable String when,
            @Nullable Integer nextDays,
            @Nullable Boolean refer) {}

    public record ContradictionText(
            @Nullable String when,
            @Nullable String field,
            @Nullable String message) {}
}
