package org.kangcheng.survey;

import org.jspecify.annotations.Nullable;

/**
 * 评价: 1 to 5 stars each for the service, the waiting and the result.
 *
 * @param comment in the resident's own words, 500 at most; null when there are none
 */
public record Rating(
        int service, int waiting, int result, @Nullable String comment) {
    static final int COMMENT_LENGTH = 500;
    private static final int POOR = 2;
    private static final int SATISFIED = 4;

    boolean sound() {
        return star(service)
                && star(waiting)
                && star(result)
                && (comment == null || (!comment.isBlank() && comment.length() <= COMMENT_LENGTH));
    }

    /** Somebody has to look into it. */
    boolean isPoor() {
        return Math.min(service, Math.min(waiting, result)) <= POOR;
    }

    /** 满意: four stars or five for each. */
    boolean isSatisfied() {
        return Math.min(service, Math.min(waiting, result)) >= SATISFIED;
    }

    private static boolean star(int stars) {
        return stars >= 1 && stars <= 5;
    }
}
