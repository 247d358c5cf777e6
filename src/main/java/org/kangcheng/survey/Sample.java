package org.kangcheng.survey;

import java.time.LocalDate;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;

/**
 * 样本: one whom the draw named.
 *
 * @param groupKey an institution's id or a county's code
 * @param person the resident who is asked; null: a member of the staff is
 * @param account the member of the staff who is asked; null: a resident is
 * @param household whose door was drawn, unreadable; null where people were
 */
record Sample(
        long roundId,
        int sampleNo,
        String groupKey,
        String groupName,
        @Nullable Long institutionId,
        String areaCode,
        @Nullable Long person,
        @Nullable Long account,
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

    /** Of a sample of residents. */
    long personKey() {
        return Objects.requireNonNull(person, "a member of the staff is no resident");
    }

    boolean isOf(Actor staff) {
        return account != null && staff.id().equals(Long.toString(account));
    }

    public boolean open() {
        return outcome == null;
    }
}
