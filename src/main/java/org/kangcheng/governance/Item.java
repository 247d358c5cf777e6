package org.kangcheng.governance;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.PublicId;

/**
 * 事项.
 *
 * @param version of the register's definition that it was opened under and lives by
 * @param fields what was typed, by name; hidden ones masked
 * @param hidden the hidden ones, sealed
 * @param steps how many steps its history has
 * @param sums what it adds to its register's sums
 */
record Item(
        long shard,
        long itemId,
        int registerNo,
        int version,
        String number,
        String title,
        String areaCode,
        @Nullable Long unit,
        @Nullable String owner,
        @Nullable String ownerName,
        String openedBy,
        String openerName,
        Instant openedAt,
        String origin,
        String state,
        int steps,
        Map<String, Object> fields,
        byte @Nullable [] hidden,
        Map<String, Situation.Made> made,
        Terms terms,
        LocalDate nextOn,
        LocalDate nearOn,
        LocalDate alarmOn,
        int level,
        @Nullable Long parent,
        List<Long> after,
        @Nullable LocalDate closedOn,
        Map<String, Long> sums) {

    public PublicId id() {
        return new PublicId(shard, itemId);
    }

    public Light light(LocalDate today) {
        return Light.of(closedOn, terms.stoppedOn(), nearOn, nextOn, today);
    }

    public boolean open() {
        return closedOn == null;
    }

    /** The day shown was computed past the last announced working calendar. */
    public boolean provisional() {
        return terms.working() && !nextOn.equals(Terms.NEVER) && !Workdays.CHINA.isAnnounced(nextOn);
    }

    boolean isMerged() {
        return state.equals(Register.MERGED.id());
    }

    Situation situation(LocalDate today, int openParts, int openEarlier, boolean wholeSigned) {
        return new Situation(
                state,
                areaCode,
                unit,
                owner,
                openedBy,
                fields,
                made,
                nextOn.isBefore(today),
                level,
                openParts,
                openEarlier,
                wholeSigned);
    }
}
