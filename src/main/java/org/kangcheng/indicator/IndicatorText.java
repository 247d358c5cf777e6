package org.kangcheng.indicator;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An indicator's definition as it is written. */
record IndicatorText(
        @Nullable String group,
        @Nullable String explanation,
        @Nullable String unit,
        @Nullable String direction,
        @Nullable List<String> periods,
        @Nullable SideText numerator,
        @Nullable SideText denominator,
        @Nullable String exclusions,
        @Nullable Double target,
        @Nullable Map<String, Double> targets,
        @Nullable List<String> repeats,
        @Nullable Boolean interval,
        @Nullable Boolean open,
        @Nullable String unfed,
        @Nullable List<ExampleText> examples) {

    record SideText(@Nullable List<String> add, @Nullable List<String> less) {}

    /** @param feeds what each feed counts; @param value as it is shown; @param light of the general target */
    record ExampleText(
            @Nullable String title,
            @Nullable Map<String, Long> feeds,
            @Nullable String value,
            @Nullable String light) {}
}
