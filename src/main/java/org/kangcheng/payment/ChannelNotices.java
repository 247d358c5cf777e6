package org.kangcheng.payment;

import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** Hears what payment channels tell: signed, perhaps late, perhaps many times, in any order. */
@Component
class ChannelNotices {
    private final NoticeSignature signature;
    private final OrderTable orders;
    private final PaymentOrders payments;
    private final JsonMapper json;

    ChannelNotices(NoticeSignature signature, OrderTable orders, PaymentOrders payments, JsonMapper json) {
        this.signature = signature;
        this.orders = orders;
        this.payments = payments;
        this.json = json;
    }

    /** Refused by exception, and nothing booked: 401 unsigned, 400 unreadable, 404 no such order, 422 a wrong amount. */
    @Transactional
    public void hear(PayChannel channel, String signed, String body) {
        if (!signature.holds(signed, body)) {
            throw new Refusal("notice-not-signed", 401, "通知签名无效或已过期。").asException();
        }
        ChannelNotice notice = read(body);
        PaymentOrder order =
                PublicId.parse(notice.order()).flatMap(orders::lock).orElseThrow(PaymentOrders.UNKNOWN::asException);
        if (order.amount().amount() != notice.amountFen()) {
            throw Refusal.rule("notice-amount-differs", "支付金额与支付单不符。").asException();
        }
        book(order, channel, notice.tradeNo());
    }

    private ChannelNotice read(String body) {
        try {
            ChannelNotice notice = json.readValue(body, ChannelNotice.class);
            if (notice.tradeNo() != null
                    && notice.order() != null
                    && notice.tradeNo().length() <= 64) {
                return notice;
            }
        } catch (JacksonException notReadable) {
            // Told below in our own words: the parser's may quote the body.
        }
        throw Refusal.badInput("notice-malformed", "通知内容无法识别。").asException();
    }

    /** The first notice of a waiting order pays it; what comes for an order paid otherwise goes back to its payer. */
    private void book(PaymentOrder order, PayChannel channel, String tradeNo) {
        boolean repeated = tradeNo.equals(order.tradeNo());
        if (!repeated && !payments.take(order, channel, tradeNo)) {
            payments.sendBack(order, channel, tradeNo);
        }
    }
}
