package org.kangcheng.settlement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestPlatform;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.Ids;
import org.kangcheng.payment.PayableRef;
import org.springframework.beans.factory.annotation.Autowired;

/** Every fen of a bill has a payer and a rule; a settled sheet is reversed and made anew, never edited. */
class SettlementStory extends TestPlatform {
    private static final PayableRef BILL = new PayableRef("bill", 1);
    private static final Charge REGISTRATION = new Charge(1, "挂号费", new Fen(400));
    private static final Charge BLOOD = new Charge(2, "血常规", new Fen(1801));

    @Autowired
    private Settlements settlements;

    @Autowired
    private Ids ids;

    private long person;

    @BeforeEach
    void somebody() {
        person = ids.random();
    }

    @Test
    void eachChargeIsPaidByThePersonUnderANamedRule() {
        Settlement settled = settlements.settle(person, 7, BILL, List.of(REGISTRATION, BLOOD));
        assertThat(settled.total()).isEqualTo(new Fen(2201));
        assertThat(settled.paidBy(Payer.PERSON)).isEqualTo(new Fen(2201));
        assertThat(settled.lines())
                .extracting(PayerLine::chargeTitle, PayerLine::ruleCode, PayerLine::ruleTitle)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("挂号费", "SELF_PAY", "自费(尚无适用的保障政策)"),
                        org.assertj.core.groups.Tuple.tuple("血常规", "SELF_PAY", "自费(尚无适用的保障政策)"));
    }

    @Test
    void aBillIsSettledOnceUntilItsSettlementIsReversed() {
        Settlement first = settlements.settle(person, 7, BILL, List.of(REGISTRATION, BLOOD));
        assertThat(settlements.settle(person, 7, BILL, List.of(BLOOD))).isEqualTo(first);

        assertThat(settlements.reverse(person, BILL)).isTrue();
        assertThat(settlements.reverse(person, BILL)).isFalse();
        assertThat(settlements.standing(person, BILL)).isEmpty();

        assertThat(settlements.settle(person, 7, BILL, List.of(BLOOD)).total()).isEqualTo(new Fen(1801));
    }

    @Test
    void aSheetWhoseLinesDoNotMakeItsTotalCannotBe() {
        assertThatThrownBy(() -> new Settlement(1, 1, 1, BILL, new Fen(1), Instant.EPOCH, List.of()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aLineCannotBeChanged() {
        settlements.settle(person, 7, BILL, List.of(REGISTRATION));
        assertThatThrownBy(() -> jdbc.sql("update settlement.payer_line set amount_fen = 1 where person_key = ?")
                        .param(person)
                        .update())
                .rootCause()
                .hasMessageContaining("permission denied");
    }
}
