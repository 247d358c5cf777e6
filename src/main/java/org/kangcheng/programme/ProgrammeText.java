package org.kangcheng.programme;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.FormText;

/**
 * A programme as it is written.
 *
 * @param relief it belongs to what 健康扶贫 owes the poor, and is shown on its pages
 * @param enrols what a worker may register by hand: a pregnancy, care at home, an occupation
 * @param spending what a resident must pay herself before an event is told of her
 */
record ProgrammeText(
        @Nullable String members,
        @Nullable Boolean relief,
        @Nullable List<EnrolmentText> enrols,
        @Nullable SpendingText spending,
        @Nullable List<ServiceText> services,
        @Nullable Map<String, Integer> targets,
        @Nullable List<ExampleText> examples) {

    /**
     * Exactly one of an event, an occupation and a diagnosis, by its code.
     *
     * @param label as the worker reads it: 登记怀孕
     * @param asks which day she is asked for: 末次月经第一天
     * @param of for whom it can be registered; without it for everybody
     * @param oldest how many days ago that day may be
     * @param lasts for how many days it stands; an occupation or a diagnosis without it until somebody ends it
     * @param ends of an event: which events are over with it, those that began before
     */
    record EnrolmentText(
            @Nullable String event,
            @Nullable String occupation,
            @Nullable String diagnosis,
            @Nullable String label,
            @Nullable String asks,
            @Nullable String of,
            int oldest,
            @Nullable Integer lasts,
            @Nullable List<String> ends) {}

    /** @param warns the event @param yuan from this much on @param months within so many */
    record SpendingText(@Nullable String warns, int yuan, int months) {}

    /**
     * @param benefit the benefit that is granted by it, for a year: the fact that rules find in {@code benefits}
     * @param settled rules of settlement by which it is delivered: whoever has a bill settled by one has got it
     */
    record ServiceText(
            @Nullable String id,
            @Nullable String title,
            @Nullable String when,
            @Nullable CadenceText cadence,
            @Nullable List<String> by,
            @Nullable String benefit,
            @Nullable FormText form,
            @Nullable List<String> counts,
            @Nullable List<String> settled,
            @Nullable String confirm,
            @Nullable List<AnswersText> examples) {}

    /**
     * These answers of somebody with these facts must come to this grade, or be refused at this field.
     *
     * @param facts with {@code previous_grade} where it matters
     */
    record AnswersText(
            @Nullable Map<String, Object> facts,
            @Nullable Map<String, Object> answers,
            @Nullable String grade,
            @Nullable String refused) {}

    /** Exactly one of them. */
    record CadenceText(
            @Nullable OnceText once,
            @Nullable EveryText every,
            @Nullable YearlyText yearly,
            @Nullable WeeklyText weekly,
            @Nullable CalendarText calendar,
            @Nullable List<PointText> doses,
            @Nullable DrawText draw,
            @Nullable AfterText after,
            @Nullable List<ChoiceText> choose,
            @Nullable UntilText until) {}

    record OnceText(int within) {}

    record EveryText(int days, int first, int early) {}

    record YearlyText() {}

    record WeeklyText(int times, int gap) {}

    /** @param gap days at least between two times @param missed close: a missed point is closed when the next opens; make-up: it is done before the next */
    record CalendarText(
            @Nullable String anchor,
            @Nullable Integer gap,
            @Nullable String missed,
            @Nullable List<PointText> points) {}

    /** Periods as ISO 8601 writes them: P28D, P3M, P1Y. */
    record PointText(
            @Nullable String title,
            @Nullable String opens,
            @Nullable String due) {}

    record DrawText(int share) {}

    /** @param covers what was done so many days before the event stands for it; without it what was done since alone @param met an event by which it is done as well */
    record AfterText(
            @Nullable String event,
            int within,
            @Nullable Integer covers,
            @Nullable String met) {}

    /** @param when without it: in all other cases */
    record ChoiceText(@Nullable String when, @Nullable CadenceText then) {}

    record UntilText(@Nullable String holds, int within) {}

    /** Somebody with these facts must belong, or must not. */
    record ExampleText(
            @Nullable Map<String, Object> facts, @Nullable Boolean member) {}
}
