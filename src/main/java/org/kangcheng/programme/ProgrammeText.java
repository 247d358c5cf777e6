package org.kangcheng.programme;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.FormText;

/** A programme as it is written. */
record ProgrammeText(
        @Nullable String members,
        @Nullable List<ServiceText> services,
        @Nullable Map<String, Integer> targets,
        @Nullable List<ExampleText> examples) {

    record ServiceText(
            @Nullable String id,
            @Nullable String title,
            @Nullable String when,
            @Nullable CadenceText cadence,
            @Nullable List<String> by,
            @Nullable FormText form,
            @Nullable String confirm) {}

    /** Exactly one of them. */
    record CadenceText(
            @Nullable OnceText once,
            @Nullable EveryText every,
            @Nullable YearlyText yearly,
            @Nullable WeeklyText weekly,
            @Nullable CalendarText calendar,
            @Nullable DrawText draw,
            @Nullable AfterText after,
            @Nullable UntilText until) {}

    record OnceText(int within) {}

    record EveryText(int days, int first, int early) {}

    record YearlyText() {}

    record WeeklyText(int times, int gap) {}

    record CalendarText(@Nullable String anchor, @Nullable List<PointText> points) {}

    /** Periods as ISO 8601 writes them: P28D, P3M, P1Y. */
    record PointText(
            @Nullable String title,
            @Nullable String opens,
            @Nullable String due) {}

    record DrawText(int share) {}

    record AfterText(@Nullable String event, int within) {}

    record UntilText(@Nullable String holds, int within) {}

    /** Somebody with these facts must belong, or must not. */
    record ExampleText(
            @Nullable Map<String, Object> facts, @Nullable Boolean member) {}
}
