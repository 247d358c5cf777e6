package org.kangcheng.programme;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;

/**
 * 转诊单: somebody whom a record's grade sends on, to the institution that is to take her.
 *
 * @param deliveryId the record
 * @param institutionId to which
 * @param note what else the institution should know; "" without
 */
record Referral(
        long personKey,
        long referralId,
        long deliveryId,
        long institutionId,
        LocalDate issuedOn,
        String issuedBy,
        String note,
        @Nullable Instant acceptedAt,
        @Nullable String acceptedBy,
        @Nullable Instant cameAt,
        @Nullable String cameBy,
        @Nullable Instant returnedAt,
        @Nullable String returnedBy,
        @Nullable String returnNote) {

    /** @param by who did it, and when */
    record Step(String what, String by) {}

    static Referral issued(Delivery record, long referralId, long institutionId, LocalDate on, String by, String note) {
        return new Referral(
                record.personKey(),
                referralId,
                record.deliveryId(),
                institutionId,
                on,
                by,
                note,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    public PublicId id() {
        return new PublicId(personKey, referralId);
    }

    /** The institution can still say something. */
    public boolean open() {
        return returnedAt == null;
    }

    public boolean came() {
        return cameAt != null;
    }

    public boolean accepted() {
        return acceptedAt != null;
    }

    /** How it stands, in words. */
    public String state() {
        if (returnedAt != null) {
            return gaveBack();
        }
        return cameAt != null ? "已到诊" : acceptedAt != null ? "已接收，待到诊" : "待接收";
    }

    /** Before she came it could not take her; afterwards it gives her back with what is to be done. */
    private String gaveBack() {
        return cameAt == null ? "已退回" : "已转回";
    }

    /** What happened, in its order. */
    public List<Step> steps() {
        List<Step> steps = new ArrayList<>(List.of(new Step("开单", issuedBy + " " + issuedOn)));
        add(steps, "接收", acceptedBy, acceptedAt);
        add(steps, "到诊", cameBy, cameAt);
        add(steps, gaveBack() + "：" + returnNote, returnedBy, returnedAt);
        return steps;
    }

    private static void add(List<Step> steps, String what, @Nullable String by, @Nullable Instant at) {
        if (by != null && at != null) {
            steps.add(new Step(what, by + " " + CityTime.dayOf(at)));
        }
    }
}
