package org.kangcheng.governance;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.FormText;

/** A register as it is written. */
record RegisterText(
        @Nullable String prefix,
        @Nullable OpensText opens,
        @Nullable FormText form,
        @Nullable List<String> hidden,
        @Nullable List<StateText> states,
        @Nullable List<MoveText> moves,
        @Nullable List<DeadlineText> deadlines,
        @Nullable Integer near,
        @Nullable List<SumText> sums,
        @Nullable PublishesText publishes,
        @Nullable List<AlarmText> alarms,
        @Nullable List<ExampleText> examples) {

    /**
     * @param day the opener says by which day
     * @param person the opener may name who has it from the first
     * @param partsOf the register of which these are parts: 任务 of a 目标
     */
    record OpensText(
            @Nullable List<String> by,
            @Nullable Boolean unit,
            @Nullable Boolean day,
            @Nullable Boolean person,
            @Nullable String partsOf) {}

    /** @param within {days: 1} or {working: 1} */
    record StateText(
            @Nullable String id,
            @Nullable String title,
            @Nullable Boolean end,
            @Nullable Boolean stopped,
            @Nullable TermText within) {}

    /** Exactly one of them. */
    record TermText(@Nullable Integer days, @Nullable Integer working) {}

    record MoveText(
            @Nullable String id,
            @Nullable String title,
            @Nullable List<String> from,
            @Nullable String to,
            @Nullable List<String> by,
            @Nullable String reach,
            @Nullable List<String> needs,
            @Nullable List<String> unlike,
            @Nullable String when,
            @Nullable String whenNot,
            @Nullable String assigns,
            @Nullable String extendsBy,
            @Nullable Boolean restarts,
            @Nullable Boolean phone,
            @Nullable Boolean told,
            @Nullable FormText form) {}

    record DeadlineText(
            @Nullable String when,
            @Nullable TermText promised,
            @Nullable TermText legal) {}

    record AlarmText(
            @Nullable String id,
            @Nullable String title,
            @Nullable TermText after,
            @Nullable Integer level) {}

    /** @param field without it each item counts one @param per thousand-residents, hospital, primary, village-clinic @param share of which other sum it is a part */
    record SumText(
            @Nullable String id,
            @Nullable String title,
            @Nullable String unit,
            @Nullable String field,
            @Nullable String days,
            @Nullable List<String> in,
            @Nullable String when,
            @Nullable String per,
            @Nullable String share) {}

    record PublishesText(
            @Nullable String state,
            @Nullable String title,
            @Nullable List<String> fields,
            @Nullable String certificate) {}

    /** A story: an item with these fields, moved so; each move is allowed, or refused for a reason. */
    record ExampleText(
            @Nullable String title,
            @Nullable Map<String, Object> fields,
            @Nullable List<StepText> story,
            @Nullable String ends) {}

    /**
     * @param as a role; {@code COMMISSION/王} is another person than {@code COMMISSION}
     * @param person who is named, as {@code as} names her; for a move that assigns a person
     * @param refused the code of the refusal that must come
     */
    record StepText(
            @Nullable String move,
            @Nullable String as,
            @Nullable Boolean outside,
            @Nullable String note,
            @Nullable Boolean evidence,
            @Nullable Boolean signed,
            @Nullable String person,
            @Nullable Map<String, Object> fields,
            @Nullable String refused) {}
}
