package org.kangcheng.exchange;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kangcheng.record.Span;
import tools.jackson.databind.JsonNode;

/** FHIR's primitive types as they may stand in JSON. */
final class Primitives {
    private static final Pattern DATE = Pattern.compile("\\d{4}(-\\d{2}(-\\d{2})?)?");
    private static final Pattern DATE_TIME =
            Pattern.compile("\\d{4}(-\\d{2}(-\\d{2}(T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2}))?)?)?");
    private static final Pattern INSTANT =
            Pattern.compile("\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}(\\.\\d{1,9})?(Z|[+-]\\d{2}:\\d{2})");
    private static final Pattern TIME = Pattern.compile("([01]\\d|2[0-3]):[0-5]\\d:([0-5]\\d|60)(\\.\\d{1,9})?");
    private static final Pattern ID = Pattern.compile("[A-Za-z0-9\\-.]{1,64}");
    /** What FHIR forbids in a narrative: whatever a browser would run. */
    private static final Pattern ACTIVE =
            Pattern.compile("(?i)<\\s*(script|iframe|object|embed|form|link|meta|base)|\\son\\w+\\s*=|javascript:");

    /** FHIR's limit for strings, in characters (R4, 2.24.0.1); what is encoded in base 64 has none. */
    private static final int LONGEST = 1024 * 1024;

    private Primitives() {}

    /** What is wrong with {@code value}; null when nothing is. */
    static @Nullable String fault(String type, JsonNode value) {
        return switch (type) {
            case "boolean" -> value.isBoolean() ? null : "应为 true 或 false。";
            case "integer" -> whole(value, Integer.MIN_VALUE);
            case "unsignedInt" -> whole(value, 0);
            case "positiveInt" -> whole(value, 1);
            case "decimal" -> value.isNumber() ? null : "应为数字。";
            default -> value.isString() ? text(type, value.stringValue()) : "应为字符串。";
        };
    }

    private static @Nullable String whole(JsonNode value, int least) {
        boolean fits = value.isIntegralNumber() && value.canConvertToInt() && value.intValue() >= least;
        return fits ? null : "应为范围内的整数。";
    }

    private static @Nullable String text(String type, String text) {
        if (text.isEmpty() || !plain(text)) {
            return "字符串不能为空,也不得含控制字符。";
        }
        if (text.length() > LONGEST && !type.equals("base64Binary")) {
            return "字符串不能超过 1 MB。";
        }
        return switch (type) {
            case "date" ->
                check(DATE.matcher(text).matches() && Span.parse(text).isPresent(), "日期不正确。");
            case "dateTime" ->
                check(DATE_TIME.matcher(text).matches() && Span.parse(text).isPresent(), "日期时间不正确。");
            case "instant" ->
                check(INSTANT.matcher(text).matches() && Span.parse(text).isPresent(), "时刻不正确。");
            case "time" -> check(TIME.matcher(text).matches(), "时间不正确。");
            case "code" -> check(text.equals(text.strip()) && !text.contains("  "), "代码不正确。");
            case "id" -> check(ID.matcher(text).matches(), "标识不正确。");
            case "base64Binary" -> check(base64(text), "应为 Base64 编码。");
            case "xhtml" ->
                check(text.startsWith("<div") && !ACTIVE.matcher(text).find(), "叙述应为 div,且不得含脚本等活动内容。");
            default -> null;
        };
    }

    private static @Nullable String check(boolean holds, String fault) {
        return holds ? null : fault;
    }

    private static boolean base64(String text) {
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            boolean digit = (character >= 'A' && character <= 'Z')
                    || (character >= 'a' && character <= 'z')
                    || (character >= '/' && character <= '9');
            if (!digit && character != '+' && character != '=' && !Character.isWhitespace(character)) {
                return false;
            }
        }
        return true;
    }

    /** Neither control characters nor halves of characters: the latter could not be written back as they came. */
    private static boolean plain(String text) {
        for (int at = 0; at < text.length(); at++) {
            char character = text.charAt(at);
            if (character < ' ' && character != '\t' && character != '\n' && character != '\r') {
                return false;
            }
            if (Character.isSurrogate(character)) {
                boolean pair = Character.isHighSurrogate(character)
                        && at + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(at + 1));
                if (!pair) {
                    return false;
                }
                at++;
            }
        }
        return true;
    }
}
