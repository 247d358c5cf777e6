package org.kangcheng.payment;

import java.time.Clock;
import java.time.Duration;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Profile;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an outside payment service does: takes the payer's yes, keeps it, and then tells us by a signed notice, again and
 * again until we have acknowledged it. The notice goes by call to the same method that the notice endpoint calls: the
 * program need not know its own address and certificate.
 */
@Component
@Profile("!production")
public class SandboxCashier {
    private static final Logger LOG = LoggerFactory.getLogger(SandboxCashier.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int BATCH = 100;

    private final Sandbox book;
    private final PaymentOrders orders;
    private final ChannelNotices notices;
    private final NoticeSignature signature;
    private final JsonMapper json;
    private final Ids ids;
    private final Clock clock;

    SandboxCashier(
            Sandbox book,
            PaymentOrders orders,
            ChannelNotices notices,
            NoticeSignature signature,
            JsonMapper json,
            Ids ids,
            Clock clock) {
        this.book = book;
        this.orders = orders;
        this.notices = notices;
        this.signature = signature;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /** The payer says yes. Said twice, it is one trade. Answers with the order as it then stands. */
    public PayResult confirm(PublicId order) {
        PaymentOrder found = orders.find(order).orElse(null);
        if (found == null) {
            return new PayResult.NotPayable(PaymentOrders.UNKNOWN);
        }
        if (found.state() == PaymentOrder.State.CREATED) {
            tell(book.trade(found, "SANDBOX-" + PublicId.encode(ids.next()), clock.instant()));
        }
        PaymentOrder now = orders.find(order).orElseThrow();
        return now.state() == PaymentOrder.State.CLOSED
                ? new PayResult.NotPayable(PaymentOrders.CLOSED)
                : new PayResult.Paid(now);
    }

    /** What was not acknowledged, because one of the two programs stopped in between, is told again. */
    @Scheduled(fixedDelay = 10_000)
    void tellAgain() {
        for (Sandbox.Trade trade : book.unacknowledged(clock.instant().minus(PATIENCE), BATCH)) {
            try {
                tell(trade);
            } catch (Refused refused) {
                LOG.warn(
                        "The platform refuses the notice of trade {}: {}",
                        trade.tradeNo(),
                        refused.refusal().code());
            }
        }
    }

    private void tell(Sandbox.Trade trade) {
        String body = json.writeValueAsString(
                new ChannelNotice(trade.tradeNo(), trade.order().toString(), trade.amountFen()));
        notices.hear(PayChannel.SANDBOX, signature.sign(body), body);
        book.acknowledge(trade, clock.instant());
    }
}
