package org.kangcheng.payment;

import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.payment.PaymentOrder.State;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Opens orders, takes money for them, gives it back. Whoever asks has checked that the actor may. */
@Component
public class PaymentOrders {
    static final Refusal UNKNOWN = Refusal.notFound("没有这张支付单。");
    static final Refusal CLOSED = Refusal.conflict("order-closed", "该支付单已关闭,请重新获取账单。");
    private static final Refusal PAID_ELSEWHERE = Refusal.conflict("order-paid-elsewhere", "该支付单已通过其他方式支付,请勿重复收款。");

    private final OrderTable orders;
    private final Ledger ledger;
    private final Map<PayChannel, Channel> channels = new EnumMap<>(PayChannel.class);
    private final ApplicationEventPublisher events;
    private final Ids ids;
    private final Clock clock;

    PaymentOrders(
            OrderTable orders,
            Ledger ledger,
            List<Channel> channels,
            ApplicationEventPublisher events,
            Ids ids,
            Clock clock) {
        this.orders = orders;
        this.ledger = ledger;
        channels.forEach(channel -> this.channels.put(channel.code(), channel));
        this.events = events;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * The order of this request: a new one, or the one that an earlier request with its key opened. Throws
     * {@link org.springframework.dao.DuplicateKeyException} when another request opened one for the same payable.
     */
    @Transactional
    public PaymentOrder open(NewOrder wanted) {
        orders.insert(wanted, ids.next(), clock.instant());
        return orders.byRequest(wanted.personKey(), wanted.requestKey()).orElseThrow();
    }

    public Optional<PaymentOrder> find(PublicId order) {
        return orders.find(order);
    }

    /** The payer chooses a channel: where to go on, unless the order is paid or closed. */
    public PayResult pay(PublicId order, PayChannel by) {
        PaymentOrder found = orders.find(order).orElse(null);
        if (found == null) {
            return new PayResult.NotPayable(UNKNOWN);
        }
        return switch (found.state()) {
            case CREATED -> goTo(found, channels.get(by));
            case CLOSED -> new PayResult.NotPayable(CLOSED);
            case PAID, PARTLY_REFUNDED, REFUNDED -> new PayResult.Paid(found);
        };
    }

    private static PayResult goTo(PaymentOrder order, @Nullable Channel channel) {
        Optional<String> page = channel == null ? Optional.empty() : channel.cashier(order);
        return page.<PayResult>map(PayResult.GoTo::new)
                .orElseGet(() -> new PayResult.NotPayable(Refusal.rule("channel-not-remote", "该支付方式只能在收费窗口使用。")));
    }

    /** The cashier has the cash in hand. Said twice, it is taken once. */
    @Transactional
    public PayResult payCash(Actor cashier, PublicId order) {
        PaymentOrder found = orders.find(order).orElse(null);
        if (found == null || !cashier.coversInstitution(found.institutionId())) {
            return new PayResult.NotPayable(UNKNOWN);
        }
        boolean taken = take(found, PayChannel.CASH, "CASH-" + PublicId.encode(found.orderId()));
        PaymentOrder now = orders.find(order).orElseThrow();
        return taken || now.channel() == PayChannel.CASH
                ? new PayResult.Paid(now)
                : new PayResult.NotPayable(now.state() == State.CLOSED ? CLOSED : PAID_ELSEWHERE);
    }

    /** Books the payment of an order that waits for it; false when it no longer does. */
    boolean take(PaymentOrder order, PayChannel channel, String tradeNo) {
        if (!orders.markPaid(order.id(), channel, tradeNo, clock.instant())) {
            return false;
        }
        ledger.received(order, channel, tradeNo);
        events.publishEvent(new PaymentReceived(order.personKey(), order.orderId(), order.payable()));
        return true;
    }

    /**
     * Gives back a part or all of what was paid, by the way it came.
     *
     * @param requestKey names this refund among the person's: repeated, it gives back nothing more
     */
    @Transactional
    public RefundResult refund(PublicId order, Fen amount, String requestKey) {
        PaymentOrder held = orders.lock(order).orElse(null);
        if (held == null) {
            return new RefundResult.NotRefunded(UNKNOWN);
        }
        if (ledger.has(held.personKey(), requestKey)) {
            return new RefundResult.Refunded(held);
        }
        Refusal refusal = refundable(held, amount);
        return refusal != null
                ? new RefundResult.NotRefunded(refusal)
                : new RefundResult.Refunded(giveBack(held, amount, requestKey));
    }

    private static @Nullable Refusal refundable(PaymentOrder order, Fen amount) {
        if (!order.paid()) {
            return Refusal.conflict("order-not-paid", "该支付单没有可退的款项。");
        }
        boolean fits = amount.amount() > 0 && order.refunded().plus(amount).compareTo(order.amount()) <= 0;
        return fits ? null : Refusal.rule("refund-too-much", "退款金额超过可退余额。");
    }

    private PaymentOrder giveBack(PaymentOrder order, Fen amount, String requestKey) {
        PayChannel by = Objects.requireNonNull(order.channel());
        orders.addRefund(order.id(), amount);
        channel(by).refund(order, amount);
        ledger.refunded(order, by, amount, requestKey);
        events.publishEvent(new PaymentRefunded(order.personKey(), order.orderId(), order.payable()));
        return orders.find(order.id()).orElseThrow();
    }

    /** Money for an order that no longer waits for it goes back to its payer; said twice, it goes once. */
    void sendBack(PaymentOrder order, PayChannel by, String tradeNo) {
        if (!ledger.has(order.personKey(), Ledger.returnKey(tradeNo))) {
            ledger.returned(order, by, tradeNo);
            channel(by).refund(order, order.amount());
        }
    }

    private Channel channel(PayChannel code) {
        Channel channel = channels.get(code);
        if (channel == null) {
            throw new IllegalStateException("an order was paid by " + code + ", which is not there");
        }
        return channel;
    }

    /** Withdraws an order that nobody has paid; false when it is paid or was closed before. */
    @Transactional
    public boolean close(PublicId order) {
        return orders.close(order);
    }
}
