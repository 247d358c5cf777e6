package org.kangcheng.definition;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Form.Field;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What somebody typed into a field, as a value; empty when it is none of those that can be. */
final class TypedAnswer {
    static final int LONGEST_TEXT = 500;
    private static final int MOST_POINTS = 4_000;
    private static final int FARTHEST_POINT = 10_000;
    private static final int DIGITS_OF_A_METRE = 5;
    private static final BigDecimal POLE = BigDecimal.valueOf(90);
    private static final BigDecimal DATE_LINE = BigDecimal.valueOf(180);
    private static final Pattern PLACE = Pattern.compile(
            "(-?\\d{1,2}(?:\\.\\d{1,15})?),(-?\\d{1,3}(?:\\.\\d{1,15})?)(?:,(\\d{1,6}(?:\\.\\d{1,15})?))?");

    /** The numbers that are understood: what Java and the phone read alike. */
    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]{1,15}");

    private static final Pattern PHOTO = Pattern.compile("[1-9]");
    private static final Pattern STROKES = Pattern.compile("[\\s\\d,\\[\\]]*+");

    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]{1,15}([.][0-9]{1,15})?");

    private TypedAnswer() {}

    static Optional<Object> read(Field field, String text) {
        try {
            return switch (field.input()) {
                case YES_NO -> yesNo(text);
                case WHOLE ->
                    number(field, (double) Long.parseLong(plain(text, WHOLE))).map(Double::longValue);
                case NUMBER ->
                    number(field, Double.parseDouble(plain(text, NUMBER))).map(number -> number);
                case TEXT -> text.length() <= LONGEST_TEXT ? Optional.of(text) : Optional.empty();
                case CHOICE -> field.options().contains(text) ? Optional.of(text) : Optional.empty();
                case SIGNATURE -> signature(text);
                case PLACE -> place(text);
                case PHOTO -> PHOTO.matcher(text).matches() ? Optional.of(text) : Optional.empty();
                case COMPUTED -> Optional.empty();
            };
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** A Chinese keyboard types full-width digits. */
    private static String plain(String text, Pattern form) {
        String plain = Normalizer.normalize(text, Normalizer.Form.NFKC);
        if (!form.matcher(plain).matches()) {
            throw new NumberFormatException();
        }
        return plain;
    }

    static String yesOrNo(boolean yes) {
        return yes ? "是" : "否";
    }

    private static Optional<Object> yesNo(String text) {
        return switch (text) {
            case "是", "true", "yes" -> Optional.of(true);
            case "否", "false", "no" -> Optional.of(false);
            default -> Optional.empty();
        };
    }

    static boolean within(Field field, Optional<?> value) {
        return value.filter(it ->
                        it instanceof Double number && number(field, number).isPresent())
                .isPresent();
    }

    private static Optional<Double> number(Field field, double number) {
        boolean low = field.min() != null && number < field.min();
        boolean high = field.max() != null && number > field.max();
        return Double.isFinite(number) && !low && !high ? Optional.of(number) : Optional.empty();
    }

    /** Strokes of points; one stroke at least that is more than a dot. */
    private static Optional<Object> signature(String text) {
        if (!STROKES.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            JsonNode strokes = JsonMapper.shared().readTree(text);
            int points = 0;
            boolean line = false;
            for (JsonNode stroke : strokes) {
                if (!stroke.isArray()) {
                    return Optional.empty();
                }
                for (JsonNode point : stroke) {
                    points++;
                    if (point.size() != 2 || !isCoordinate(point.get(0)) || !isCoordinate(point.get(1))) {
                        return Optional.empty();
                    }
                }
                line |= stroke.size() > 1;
            }
            return strokes.isArray() && line && points <= MOST_POINTS
                    ? Optional.of(strokes.toString())
                    : Optional.empty();
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static boolean isCoordinate(@Nullable JsonNode number) {
        return number != null && number.isInt() && number.asInt() >= 0 && number.asInt() <= FARTHEST_POINT;
    }

    private static Optional<Object> place(String text) {
        Matcher parts = PLACE.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        // Five digits are a metre.
        BigDecimal latitude = new BigDecimal(parts.group(1)).setScale(DIGITS_OF_A_METRE, RoundingMode.HALF_UP);
        BigDecimal longitude = new BigDecimal(parts.group(2)).setScale(DIGITS_OF_A_METRE, RoundingMode.HALF_UP);
        if (latitude.abs().compareTo(POLE) > 0 || longitude.abs().compareTo(DATE_LINE) > 0) {
            return Optional.empty();
        }
        String place = latitude.toPlainString() + "," + longitude.toPlainString();
        return Optional.of(
                parts.group(3) == null
                        ? place
                        : place + "," + new BigDecimal(parts.group(3)).setScale(0, RoundingMode.HALF_UP));
    }

    static String expected(Field field) {
        return switch (field.input()) {
            case WHOLE, NUMBER, COMPUTED ->
                "“%s”应为 %s 至 %s 之间的%s。"
                        .formatted(
                                field.label(),
                                plain(field.min()),
                                plain(field.max()),
                                field.input().kind.label());
            case YES_NO -> "“%s”应为“是”或“否”。".formatted(field.label());
            case CHOICE -> "“%s”应为：%s。".formatted(field.label(), String.join("、", field.options()));
            case TEXT -> "“%s”最多 %d 个字。".formatted(field.label(), LONGEST_TEXT);
            case SIGNATURE -> "“%s”应当手写签名。".formatted(field.label());
            case PHOTO -> "“%s”应当拍照。".formatted(field.label());
            case PLACE -> "“%s”应为“纬度,经度”，可加精度（米）。".formatted(field.label());
        };
    }

    private static String plain(@Nullable Double bound) {
        if (bound == null) {
            return "不限";
        }
        return bound == Math.rint(bound) ? Long.toString(bound.longValue()) : bound.toString();
    }
}
