package org.kangcheng.exchange;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Where an answer stands that goes through two lists in one order: what the platform has, all of it in memory, and what
 * institutions filed, which comes in pages. Its text is what a next link carries.
 *
 * @param ours so many of the platform's have been told
 * @param filings where the filings go on; null for their beginning
 */
record Merge(int ours, @Nullable String filings, boolean filingsEnded) {
    private static final String PREFIX = "m.";
    private static final String ENDED = "end";

    static boolean is(String after) {
        return after.startsWith(PREFIX);
    }

    static Merge parse(@Nullable String after) {
        if (after == null) {
            return new Merge(0, null, false);
        }
        String[] parts = after.split("\\.", 3);
        if (parts.length < 3 || !is(after)) {
            throw FhirProblem.invalid("翻页参数不正确。");
        }
        boolean ended = parts[2].equals(ENDED);
        return new Merge(number(parts[1]), ended || parts[2].isEmpty() ? null : parts[2], ended);
    }

    static int number(String text) {
        try {
            return Integer.parseUnsignedInt(text);
        } catch (NumberFormatException e) {
            throw FhirProblem.invalid("翻页参数不正确。");
        }
    }

    @Override
    public String toString() {
        return PREFIX + ours + "." + (filingsEnded ? ENDED : filings == null ? "" : filings);
    }

    /**
     * A page's hits, and what was left of both lists.
     *
     * @param filed so many filings are among the hits, of {@code filedOf} that were read
     * @param filedNext where the filings go on behind all that were read; null when there are no more
     */
    record Taken(
            Merge from,
            List<Hit> hits,
            int ours,
            int oursOf,
            int filed,
            int filedOf,
            @Nullable String filedNext) {

        /** @param placeBehind where the filings go on behind so many of those that were read */
        @Nullable
        String next(IntFunction<String> placeBehind) {
            boolean filingsLeft = filed < filedOf || filedNext != null;
            if (!filingsLeft && ours == oursOf) {
                return null;
            }
            if (!filingsLeft) {
                return new Merge(ours, null, true).toString();
            }
            String place = filed == filedOf ? filedNext : filed == 0 ? from.filings : placeBehind.apply(filed);
            return new Merge(ours, place, false).toString();
        }
    }

    /** Takes a page from both. While filings have not come that may be due, what is behind them waits. */
    Taken take(List<Hit> own, List<Hit> filed, @Nullable String filedNext, SearchRequest request, Comparator<Hit> by) {
        // What was asked for by id comes at once.
        int most = request.ids() == null ? request.count() : Integer.MAX_VALUE;
        List<Hit> hits = new ArrayList<>();
        int atOurs = Math.min(ours, own.size());
        int atFiled = 0;
        while (hits.size() < most) {
            boolean ourTurn = atOurs < own.size()
                    && (atFiled < filed.size()
                            ? by.compare(own.get(atOurs), filed.get(atFiled)) < 0
                            : filedNext == null);
            if (ourTurn) {
                hits.add(own.get(atOurs++));
            } else if (atFiled < filed.size()) {
                hits.add(filed.get(atFiled++));
            } else {
                break;
            }
        }
        return new Taken(this, hits, atOurs, own.size(), atFiled, filed.size(), filedNext);
    }
}
