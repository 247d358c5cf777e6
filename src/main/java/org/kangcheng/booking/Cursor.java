package org.kangcheng.booking;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.kangcheng.kernel.Refusal;

/** Where a list goes on: some numbers, joined by dashes. */
final class Cursor {
    private Cursor() {}

    static String of(long... parts) {
        return Arrays.stream(parts).mapToObj(Long::toString).collect(Collectors.joining("-"));
    }

    /** The numbers of a cursor that we gave out; what we did not is refused. */
    static long[] parse(String text, int parts) {
        try {
            long[] numbers =
                    Arrays.stream(text.split("-")).mapToLong(Long::parseLong).toArray();
            if (numbers.length == parts) {
                return numbers;
            }
        } catch (NumberFormatException e) {
            // Answered below like any other text that is no cursor.
        }
        throw Refusal.badInput("bad-cursor", "翻页标记不正确。").asException();
    }
}
