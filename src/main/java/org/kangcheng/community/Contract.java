package org.kangcheng.community;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.PublicId;

/**
 * 签约.
 *
 * @param packages what was signed: {@code basic@1}
 * @param fromDate the first day
 * @param toDate the first day after its term
 * @param follows the contract that it goes on from; null for a first one
 * @param renewal it is the next term of that one
 * @param endedOn the first day without it; null while nothing has ended it
 */
record Contract(
        long personKey,
        long contractId,
        long institutionId,
        long teamId,
        String areaCode,
        List<String> packages,
        LocalDate fromDate,
        LocalDate toDate,
        SigningWay way,
        @Nullable String paperNo,
        String signedBy,
        Instant signedAt,
        String requestKey,
        @Nullable Long follows,
        boolean renewal,
        @Nullable LocalDate endedOn,
        @Nullable EndReason endReason,
        @Nullable String endNote) {
    public PublicId id() {
        return new PublicId(personKey, contractId);
    }

    TeamId team() {
        return new TeamId(institutionId, teamId);
    }

    /** The first day without it, as things stand. */
    public LocalDate end() {
        return endedOn == null ? toDate : endedOn;
    }

    public boolean inForceOn(LocalDate day) {
        return !day.isBefore(fromDate) && day.isBefore(end());
    }

    /** It runs, or ran, to the end of its term. */
    boolean fullTerm() {
        return end().equals(toDate);
    }

    Contract ended(LocalDate on, EndReason reason, @Nullable String note) {
        LocalDate day = on.isBefore(fromDate) ? fromDate : on.isAfter(end()) ? end() : on;
        return with(areaCode, day, reason, note);
    }

    Contract countedAt(String area) {
        return with(area, endedOn, endReason, endNote);
    }

    private Contract with(String area, @Nullable LocalDate ended, @Nullable EndReason reason, @Nullable String note) {
        return new Contract(
                personKey,
                contractId,
                institutionId,
                teamId,
                area,
                packages,
                fromDate,
                toDate,
                way,
                paperNo,
                signedBy,
                signedAt,
                requestKey,
                follows,
                renewal,
                ended,
                reason,
                note);
    }
}
