package org.kangcheng.definition;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * 定义: one version of a programme, register, policy or figure, as text.
 *
 * @param engine which engine it is for: {@code programme}
 * @param id stable over its versions; lower-case words joined by hyphens
 * @param source standard and clause, or the decision that it rests on
 * @param example its content is an example and not verified against the source
 * @param from the first day in force
 * @param until the first day no longer in force; null without end
 * @param file where it was read from
 * @param text as it was written
 * @param body its content, for its engine
 */
public record Definition(
        String engine,
        String id,
        String title,
        int version,
        String source,
        boolean example,
        LocalDate from,
        @Nullable LocalDate until,
        String file,
        String text,
        JsonNode body) {

    public boolean inForceOn(LocalDate day) {
        return !day.isBefore(from) && (until == null || day.isBefore(until));
    }
}
