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

    static Portion of(String title, @Nullable Place place, Figure figure) {
        return new Portion(
                title, place, figure.numerator(), figure.denominator(), figure.value(), figure.text(), figure.light());
    }

    boolean empty() {
        return numerator == 0 && (denominator == null || denominator == 0);
    }
}
