package org.kangcheng.survey;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * 样本: one whom the draw named.
 *
 * @param groupKey an institution's id or a county's code
 * @param household whose door was drawn, unreadable; null where people were
 */
record Sample(
        long roundId,
        int sampleNo,
        String groupKey,
        String groupName,
        @Nullable Long institutionId,
        String areaCode,
        long personKey,
        @Nullable Long visitId,
        @Nullable LocalDate visitedOn,
        byte @Nullable [] household,
        @Nullable Mode mode,
        @Nullable Outcome outcome,
        boolean bad) {

    /** How somebody was asked. Scores of different modes are never set against each other. */
    enum Mode {
        PHONE("电话"),
        PAGE("网页"),
        ON_SPOT("现场");

        private final String label;

        Mode(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    enum Outcome {
        ANSWERED("已答"),
        UNREACHABLE("联系不上"),
        REFUSED("拒答");

        private final String label;

        Outcome(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public boolean open() {
        return outcome == null;
    }
}
