package org.kangcheng.indicator;

import org.jspecify.annotations.Nullable;

/**
 * A part of a figure.
 *
 * @param place the part is a place of its own, that can be opened further; null when it is a department, a worker, a day
 * @param text its value as it is shown
 */
public record Portion(
        String title,
        @Nullable Place place,
        long numerator,
        @Nullable Long denominator,
        @Nullable Double value,
        String text,
        Light light) {
    /** The title of what lies in the place as a whole and in none of its parts. */
    static final String REST = "不属于下级";

    /** It is no part among the others but what they leave, and has no rank among them. */
    public boolean isRest() {
        return title.equals(REST);
    }

    static Portion of(String title, @Nullable Place place, Figure figure) {
        return new Portion(
                title, place, figure.numerator(), figure.denominator(), figure.value(), figure.text(), figure.light());
    }

    boolean empty() {
        return numerator == 0 && (denominator == null || denominator == 0);
    }
}
