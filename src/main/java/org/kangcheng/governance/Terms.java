package org.kangcheng.governance;

import java.time.LocalDate;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An item's days.
 *
 * @param working the promised and the legal term are counted in working days
 * @param stageOn by when it must have left its state
 * @param stoppedOn since when the clock stands still; the promised and the legal day move on by as long as it does
 * @param begunOn from when they run, moved on by as long as the clock stood still, so that from here to the legal day is the
 *     legal term and from here to the end is what was used; null where nobody noted it
 */
record Terms(
        boolean working,
        @Nullable LocalDate promisedOn,
        @Nullable LocalDate legalOn,
        @Nullable LocalDate stageOn,
        @Nullable LocalDate stoppedOn,
        @Nullable LocalDate begunOn) {
    static final LocalDate NEVER = LocalDate.of(9999, 12, 31);

    /** From {@code day} on, which itself does not count. */
    static Terms begin(Deadline deadline, LocalDate day) {
        Term any = Objects.requireNonNull(deadline.legal() == null ? deadline.promised() : deadline.legal());
        return new Terms(any.working(), on(deadline.promised(), day), on(deadline.legal(), day), null, null, day);
    }

    private static @Nullable LocalDate on(@Nullable Term term, LocalDate day) {
        return term == null ? null : term.from(day);
    }

    /** As they are when the item comes into a state. */
    Terms enter(State state, LocalDate today) {
        LocalDate stage = on(state.within(), today);
        if (state.stopped()) {
            return new Terms(working, promisedOn, legalOn, stage, stoppedOn == null ? today : stoppedOn, begunOn);
        }
        int stood = stoppedOn == null ? 0 : Term.between(stoppedOn, today, working);
        return new Terms(working, later(promisedOn, stood), later(legalOn, stood), stage, null, later(begunOn, stood));
    }

    Terms extend(int days) {
        return new Terms(working, later(promisedOn, days), later(legalOn, days), stageOn, stoppedOn, begunOn);
    }

    private @Nullable LocalDate later(@Nullable LocalDate day, int days) {
        return day == null || days == 0 ? day : Term.shift(day, days, working);
    }

    /** By when the whole must be done, for whether it was done in time. */
    @Nullable
    LocalDate limit() {
        return promisedOn == null ? legalOn : promisedOn;
    }

    /** The next day by which something must have happened. */
    LocalDate nextOn() {
        Stream<@Nullable LocalDate> days =
                stoppedOn == null ? Stream.of(promisedOn, legalOn, stageOn) : Stream.of(stageOn);
        return days.filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .min(LocalDate::compareTo)
                .orElse(NEVER);
    }

    /** From when it is near: {@code near} days before the whole is due, one day before the state is to be left. */
    LocalDate nearOn(int near) {
        LocalDate limit = limit();
        LocalDate whole = limit == null || stoppedOn != null ? NEVER : Term.shift(limit, -near, working);
        LocalDate stage = stageOn == null ? NEVER : Term.shift(stageOn, -Math.min(near, 1), working);
        return whole.isBefore(stage) ? whole : stage;
    }
}
