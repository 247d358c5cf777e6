package org.kangcheng.definition;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

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

    /** Strict, so that a word that is not known is told and not passed over. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .build();

    public boolean inForceOn(LocalDate day) {
        return !day.isBefore(from) && (until == null || day.isBefore(until));
    }

    /**
     * The body as its engine writes it down.
     *
     * @throws UnsoundException with where something stands that is not known or of another kind
     */
    public <T> T as(Class<T> text) throws UnsoundException {
        try {
            return JSON.treeToValue(body, text);
        } catch (DatabindException e) {
            String path = e.getPath().stream()
                    .map(step ->
                            step.getPropertyName() == null ? "[" + step.getIndex() + "]" : "." + step.getPropertyName())
                    .reduce("", String::concat);
            throw new UnsoundException(path.startsWith(".") ? path.substring(1) : path, "不认识这一项，或者它的写法不对。");
        } catch (JacksonException e) {
            throw new UnsoundException("", "定义的写法不对。");
        }
    }
}
