package org.kangcheng.payment;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.PublicId;

/**
 * 支付单.
 *
 * @param tradeNo the channel's own number of the payment; null until it is paid
 */
public record PaymentOrder(
        long personKey,
        long orderId,
        long institutionId,
        PayableRef payable,
        String title,
        Fen amount,
        Fen refunded,
        State state,
        @Nullable PayChannel channel,
        @Nullable String tradeNo,
        Instant createdAt,
        @Nullable Instant paidAt) {

    /** CREATED → PAID → PARTLY_REFUNDED → REFUNDED, or CREATED → CLOSED. */
    public enum State {
        CREATED("待支付"),
        PAID("已支付"),
        PARTLY_REFUNDED("部分退款"),
        REFUNDED("已退款"),
        CLOSED("已关闭");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public PublicId id() {
        return new PublicId(personKey, orderId);
    }

    /** Money was taken for it, and not all of it given back. */
    public boolean paid() {
        return state == State.PAID || state == State.PARTLY_REFUNDED;
    }
}
