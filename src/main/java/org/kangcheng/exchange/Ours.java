package org.kangcheng.exchange;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * What the platform itself has for a search, beside what institutions filed.
 *
 * @param whole the items are all there are, so that they can be sorted among the filings; else they are one page, which
 *     comes before them
 * @param next where the page after goes on; null for the last, and when whole
 * @param total null where it is not known without counting through a long list
 * @param persons whom the items, or their number, tell something about
 */
record Ours(
        List<ObjectNode> items,
        boolean whole,
        @Nullable String next,
        @Nullable Long total,
        Set<Long> persons) {

    static final Ours NONE = whole(List.of(), Set.of());

    static Ours whole(List<ObjectNode> items, Set<Long> persons) {
        return new Ours(items, true, null, (long) items.size(), persons);
    }

    /** @param first the list begins here, so that its length is the total when there is no more */
    static Ours page(List<ObjectNode> items, @Nullable String next, boolean first, Set<Long> persons) {
        return new Ours(items, false, next, first && next == null ? (Long) (long) items.size() : null, persons);
    }
}
