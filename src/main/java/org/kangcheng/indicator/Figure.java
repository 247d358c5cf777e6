package org.kangcheng.indicator;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * 数字: an indicator's value at a place in a period.
 *
 * @param numerator of {@link Unit#YUAN} in fen
 * @param denominator null when the indicator has none
 * @param value in the indicator's unit; null where there is nothing to divide by, or nothing to say
 * @param version of the definition that it was counted by
 * @param asOf when it was counted
 * @param frozen it is of a period that is over and stands as it was kept then
 * @param note what has to be said beside it: not kept, restated; "" for nothing
 * @param brokenBecause why there is no value although there should be; null when all is well
 */
public record Figure(
        Indicator indicator,
        Place place,
        Period period,
        long numerator,
        @Nullable Long denominator,
        @Nullable Double value,
        @Nullable Double target,
        Light light,
        int version,
        Instant asOf,
        boolean frozen,
        String note,
        @Nullable String brokenBecause) {

    public String id() {
        return indicator.id();
    }

    public String title() {
        return indicator.title();
    }

    public Unit unit() {
        return indicator.unit();
    }

    public Direction direction() {
        return indicator.direction();
    }

    public boolean broken() {
        return brokenBecause != null;
    }

    /** The value as it is shown, a dash where there is none. */
    public String text() {
        return broken() ? "—" : unit().text(value);
    }

    public String targetText() {
        return target == null ? "—" : unit().text(target);
    }

    /** 95 % of such samples hold the true share between these two (Wilson); null where none is asked for. */
    public @Nullable Interval interval() {
        Long of = denominator;
        if (!indicator.interval() || of == null || of <= 0 || numerator < 0 || numerator > of) {
            return null;
        }
        return Interval.wilson(numerator, of);
    }
}
