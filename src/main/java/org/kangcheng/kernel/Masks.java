package org.kangcheng.kernel;

/** How personal data is shown by default: enough to recognise, not enough to use. */
public final class Masks {
    private Masks() {}

    /** 张** */
    public static String name(String name) {
        int first = name.offsetByCodePoints(0, name.isEmpty() ? 0 : 1);
        return name.substring(0, first) + "*".repeat(Math.max(1, name.codePointCount(0, name.length()) - 1));
    }

    /** 371599********0017 */
    public static String idNumber(String number) {
        return keep(number, 6, 4);
    }

    /** 138****0001 */
    public static String phone(String phone) {
        return keep(phone, 3, 4);
    }

    private static String keep(String text, int head, int tail) {
        if (text.length() <= head + tail) {
            return "*".repeat(text.length());
        }
        return text.substring(0, head) + "*".repeat(text.length() - head - tail) + text.substring(text.length() - tail);
    }
}
