package org.kangcheng.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestDatabase;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.operation.Invariants;
import org.kangcheng.payment.PaymentOrder.State;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionTemplate;

/** Money comes once and goes back once, however often it is said. */
class PaymentStory extends TestPlatform {
    private static final long HOSPITAL = 4711;
    private static final Actor CASHIER = cashierOf(HOSPITAL);

    @Autowired
    private PaymentOrders orders;

    @Autowired
    private SandboxCashier sandbox;

    @Autowired
    private Sandbox book;

    @Autowired
    private TransactionTemplate transaction;

    @Autowired
    private Ids ids;

    private long person;

    @BeforeEach
    void somebody() {
        person = ids.random();
    }

    @AfterEach
    void theBooksAgree() throws Exception {
        try (var connection = TestDatabase.access().connectAsOwner()) {
            assertThat(Invariants.check(connection))
                    .filteredOn(finding -> finding.name().startsWith("payment"))
                    .hasSizeGreaterThan(4)
                    .allMatch(Invariants.Finding::holds);
        }
    }

    @Test
    void aResidentPaysByTheSandboxAndPaysOnce() {
        PaymentOrder order = open(1250, "r1");
        assertThat(orders.pay(order.id(), PayChannel.SANDBOX)).isEqualTo(new PayResult.GoTo("/m/pay/" + order.id()));

        sandbox.confirm(order.id());
        sandbox.confirm(order.id());

        PaymentOrder paid = found(order);
        assertThat(paid.state()).isEqualTo(State.PAID);
        assertThat(paid.channel()).isEqualTo(PayChannel.SANDBOX);
        assertThat(postings()).containsExactly("PAYMENT CHANNEL:SANDBOX>INSTITUTION:4711 1250");
    }

    @Test
    void theSameRequestOpensOneOrderAndAnotherForTheSameThingNone() {
        PaymentOrder order = open(1250, "r1");
        assertThat(open(1250, "r1")).isEqualTo(order);
        assertThatThrownBy(() -> open(1250, "r2")).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void cashSaidTwiceIsTakenOnceAndOnlyAtItsOwnInstitution() {
        PaymentOrder order = open(800, "r1");
        assertThat(orders.payCash(cashierOf(99), order.id())).isInstanceOf(PayResult.NotPayable.class);
        assertThat(orders.payCash(CASHIER, order.id())).isInstanceOf(PayResult.Paid.class);
        assertThat(orders.payCash(CASHIER, order.id())).isInstanceOf(PayResult.Paid.class);
        assertThat(postings()).containsExactly("PAYMENT CHANNEL:CASH>INSTITUTION:4711 800");
        assertThat(orders.pay(order.id(), PayChannel.CASH)).isInstanceOf(PayResult.Paid.class);
    }

    @Test
    void moneyThatComesAfterCashGoesBackToItsPayer() {
        PaymentOrder order = open(800, "r1");
        book.trade(order, "T-LATE-" + person, order.createdAt());
        orders.payCash(CASHIER, order.id());

        sandboxTellsAgain(order);
        sandboxTellsAgain(order);

        assertThat(found(order).channel()).isEqualTo(PayChannel.CASH);
        assertThat(postings())
                .containsExactly(
                        "PAYMENT CHANNEL:CASH>INSTITUTION:4711 800",
                        "LATE_RECEIPT CHANNEL:SANDBOX>UNCLAIMED 800",
                        "LATE_RETURN UNCLAIMED>CHANNEL:SANDBOX 800");
    }

    @Test
    void aClosedOrderIsNotPaidAndAPaidOneNotClosed() {
        PaymentOrder closed = open(800, "r1");
        assertThat(orders.close(closed.id())).isTrue();
        assertThat(orders.payCash(CASHIER, closed.id())).isInstanceOf(PayResult.NotPayable.class);
        assertThat(orders.pay(closed.id(), PayChannel.SANDBOX)).isInstanceOf(PayResult.NotPayable.class);

        PaymentOrder again = open(800, "r2");
        orders.payCash(CASHIER, again.id());
        assertThat(orders.close(again.id())).isFalse();
    }

    @Test
    void refundsGiveBackNoMoreThanWasPaidAndEachOnce() {
        PaymentOrder order = open(1000, "r1");
        assertThat(orders.refund(order.id(), new Fen(1), "early")).isInstanceOf(RefundResult.NotRefunded.class);
        sandbox.confirm(order.id());

        assertThat(refunded(order, 300, "a")).isEqualTo(State.PARTLY_REFUNDED);
        assertThat(refunded(order, 300, "a")).isEqualTo(State.PARTLY_REFUNDED);
        assertThat(orders.refund(order.id(), new Fen(701), "b")).isInstanceOf(RefundResult.NotRefunded.class);
        assertThat(orders.refund(order.id(), new Fen(0), "c")).isInstanceOf(RefundResult.NotRefunded.class);
        assertThat(refunded(order, 700, "d")).isEqualTo(State.REFUNDED);

        assertThat(found(order).refunded()).isEqualTo(new Fen(1000));
        assertThat(postings())
                .containsExactly(
                        "PAYMENT CHANNEL:SANDBOX>INSTITUTION:4711 1000",
                        "REFUND INSTITUTION:4711>CHANNEL:SANDBOX 300",
                        "REFUND INSTITUTION:4711>CHANNEL:SANDBOX 700");
    }

    @Test
    void whoeverRacesToPayTheMoneyCountsOnce() throws Exception {
        PaymentOrder order = open(500, "r1");
        Callable<PayResult> cash = () -> orders.payCash(CASHIER, order.id());
        Callable<PayResult> phone = () -> sandbox.confirm(order.id());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<PayResult>> all =
                    threads.invokeAll(List.of(cash, phone, cash, phone, cash, phone, cash, phone));
            for (Future<PayResult> one : all) {
                one.get();
            }
        }
        assertThat(postings())
                .filteredOn(posting -> posting.startsWith("PAYMENT"))
                .hasSize(1);
    }

    @Test
    void aFailureInTheCallersTransactionTakesThePaymentWithIt() {
        PaymentOrder order = open(500, "r1");
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    orders.payCash(CASHIER, order.id());
                    throw new IllegalStateException("the program stops here");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(found(order).state()).isEqualTo(State.CREATED);
        assertThat(postings()).isEmpty();
    }

    @Test
    void theLedgerCannotBeChanged() {
        PaymentOrder order = open(500, "r1");
        orders.payCash(CASHIER, order.id());
        assertThatThrownBy(() -> jdbc.sql("update payment.posting set amount_fen = 1 where person_key = ?")
                        .param(person)
                        .update())
                .rootCause()
                .hasMessageContaining("permission denied");
    }

    private void sandboxTellsAgain(PaymentOrder order) {
        jdbc.sql("update payment.sandbox_trade set acknowledged_at = null, paid_at = paid_at - interval '1 hour'"
                        + " where person_key = ?")
                .param(order.personKey())
                .update();
        sandbox.tellAgain();
    }

    private State refunded(PaymentOrder order, long fen, String key) {
        return ((RefundResult.Refunded) orders.refund(order.id(), new Fen(fen), key))
                .order()
                .state();
    }

    private PaymentOrder open(long fen, String requestKey) {
        PayableRef bill = new PayableRef("bill", 1);
        return orders.open(new NewOrder(person, bill, HOSPITAL, new Fen(fen), "门诊费用", requestKey));
    }

    private PaymentOrder found(PaymentOrder order) {
        return orders.find(new PublicId(order.personKey(), order.orderId())).orElseThrow();
    }

    private List<String> postings() {
        return jdbc.sql("""
                select kind || ' ' || debit_account || '>' || credit_account || ' ' || amount_fen
                  from payment.posting where person_key = ? order by posting_id
                """).param(person).query(String.class).list();
    }

    private static Actor cashierOf(long institution) {
        return new Actor(
                Actor.Kind.STAFF, "7", "收费员", Set.of(Role.REGISTRAR), institution, null, null, null, null, false);
    }
}
