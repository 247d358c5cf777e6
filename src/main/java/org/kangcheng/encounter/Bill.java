package org.kangcheng.encounter;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.payment.PayableRef;

/** 账单: fees of a visit that are settled and paid together. */
public record Bill(
        long personKey,
        long billId,
        long visitId,
        long institutionId,
        long paymentOrderId,
        Fen total,
        State state,
        Instant billedAt,
        @Nullable Instant paidAt) {
    static final String KIND = "visit-bill";

    public enum State {
        OPEN("待支付"),
        PAID("已支付"),
        WITHDRAWN("已撤回");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public PublicId id() {
        return new PublicId(personKey, billId);
    }

    public PublicId paymentOrder() {
        return new PublicId(personKey, paymentOrderId);
    }

    PublicId visit() {
        return new PublicId(personKey, visitId);
    }

    PayableRef payable() {
        return new PayableRef(KIND, billId);
    }
}
