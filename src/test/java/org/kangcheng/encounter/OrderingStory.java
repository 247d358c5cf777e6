package org.kangcheng.encounter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.encounter.Ordering.NewPrescription;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.payment.PaymentOrder;
import org.kangcheng.payment.PaymentOrders;
import org.kangcheng.payment.SandboxCashier;
import org.kangcheng.record.Entries;
import org.kangcheng.record.NewEntry;
import org.kangcheng.terminology.CareStep;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** What is ordered, done, taken back and refunded; and what is refused on the way. */
class OrderingStory extends VisitPlatform {
    private static final NewPrescription METFORMIN = new NewPrescription("MTF05", 1, "", "");

    @Autowired
    private Entries entries;

    @Autowired
    private PaymentOrders payments;

    @Autowired
    private SandboxCashier sandbox;

    @Autowired
    private TransactionTemplate transaction;

    @Test
    void nothingIsOrderedOutsideTheDoctorsOwnRoom() {
        Visit visit = inside();
        Actor eyes = doctor(department("眼科"));
        assertThat(refused(ordering.order(eyes, visit.id(), "FPG", key()))).isEqualTo("not-in-progress");
        assertThat(refused(ordering.prescribe(eyes, visit.id(), METFORMIN, key())))
                .isEqualTo("not-in-progress");
        assertThat(refused(consultation.diagnose(eyes, visit.id(), "I10", ""))).isEqualTo("not-in-progress");
        assertThat(refused(consultation.finish(eyes, visit.id()))).isEqualTo("not-in-progress");
    }

    @Test
    void aVisitEndsWithADiagnosisAndThenTakesNoMoreOrders() {
        Visit visit = inside();
        assertThat(refused(consultation.finish(doctor(clinic), visit.id()))).isEqualTo("no-diagnosis");
        done(consultation.diagnose(doctor(clinic), visit.id(), "I10", "血压 160/100"));
        done(consultation.diagnose(doctor(clinic), visit.id(), "I10", "血压 160/100"));
        assertThat(visits.diagnoses(visit.id())).hasSize(1);
        done(consultation.finish(doctor(clinic), visit.id()));
        done(consultation.finish(doctor(clinic), visit.id()));
        assertThat(refused(ordering.order(doctor(clinic), visit.id(), "FPG", key())))
                .isEqualTo("not-in-progress");
    }

    @ParameterizedTest
    @CsvSource({
        "NOPE, unknown-test",
        "'', unknown-test",
    })
    void anUnknownTestIsNotOrdered(String code, String refusal) {
        assertThat(refused(ordering.order(doctor(clinic), inside().id(), code, key())))
                .isEqualTo(refusal);
    }

    @ParameterizedTest
    @CsvSource({"MTF05, 0", "MTF05, 101", "NOPE, 1", "MTF05, -3"})
    void aPrescriptionThatMakesNoSenseIsRefused(String medicine, int packs) {
        assertThat(refused(ordering.prescribe(
                        doctor(clinic), inside().id(), new NewPrescription(medicine, packs, "", ""), key())))
                .isEqualTo("bad-prescription");
    }

    @Test
    void anAllergyIsRefusedUntilAReasonIsGiven() {
        allergicToPenicillin();
        Visit visit = inside();
        NewPrescription amoxicillin = new NewPrescription("AMX05", 1, "", "");
        assertThat(refused(ordering.prescribe(doctor(clinic), visit.id(), amoxicillin, key())))
                .isEqualTo("allergy");
        done(ordering.prescribe(doctor(clinic), visit.id(), METFORMIN, key()));
        Prescription given = done(ordering.prescribe(
                doctor(clinic), visit.id(), new NewPrescription("AMX05", 1, "", "皮试阴性,无替代药物"), key()));
        assertThat(given.allergyReason()).isEqualTo("皮试阴性,无替代药物");
    }

    private void allergicToPenicillin() {
        String allergy = """
                {"resourceType":"AllergyIntolerance","clinicalStatus":{"coding":[{"code":"active"}]},
                 "criticality":"high","code":{"text":"青霉素"},"patient":{"reference":"Patient/x"}}""";
        entries.file(new NewEntry(
                person,
                another().institutionId(),
                "AllergyIntolerance",
                null,
                "青霉素过敏",
                null,
                "active",
                java.time.Instant.EPOCH,
                null,
                allergy,
                key()));
    }

    @ParameterizedTest
    @CsvSource({"'', missing", "abc, text", "-1, negative", "1e3, notation", "999, implausible", "5.123456, too fine"})
    void anImplausibleValueIsRefusedAndNothingReleased(String value, String why) {
        Visit visit = inside();
        PublicId order =
                done(ordering.order(doctor(clinic), visit.id(), "FPG", key())).id();
        assertThat(refused(laboratory.release(technician(), order, Map.of("GLU", "5"))))
                .isEqualTo("no-sample");
        done(laboratory.takeSample(technician(), read(technician(), CareStep.EXAMINATION), order));
        assertThat(refused(laboratory.release(technician(), order, Map.of("GLU", value))))
                .as(why)
                .isEqualTo("implausible-value");
        assertThat(laboratory.values(order)).isEmpty();
    }

    @Test
    void aSampleIsTakenOnceAndOnlyOfThePersonWhoIsThere() {
        Visit visit = inside();
        PublicId order =
                done(ordering.order(doctor(clinic), visit.id(), "CBC", key())).id();
        Actor elsewhere = staff(Role.LABORATORY, another(), department(another(), "检验科"));
        assertThat(refused(laboratory.takeSample(elsewhere, read(elsewhere, CareStep.EXAMINATION), order)))
                .isEqualTo("not-found");
        PublicId reading = read(technician(), CareStep.EXAMINATION);
        LaboratoryOrder sampled = done(laboratory.takeSample(technician(), reading, order));
        assertThat(done(laboratory.takeSample(technician(), reading, order))).isEqualTo(sampled);
        person = resident();
        PublicId somebodyElse = read(technician(), CareStep.EXAMINATION);
        assertThat(refused(laboratory.takeSample(technician(), somebodyElse, order)))
                .isEqualTo("not-found");
        assertThat(refused(ordering.cancelOrder(doctor(clinic), visit.id(), order)))
                .isEqualTo("already-done");
    }

    @Test
    void whatWasNotDoneIsTakenBackWithItsFeeEvenFromABillThatNobodyPaid() {
        Visit visit = inside();
        PublicId order =
                done(ordering.order(doctor(clinic), visit.id(), "LIPID", key())).id();
        Bill bill = bills.settle(visit.id()).getFirst();

        done(ordering.cancelOrder(doctor(clinic), visit.id(), order));
        done(ordering.cancelOrder(doctor(clinic), visit.id(), order));

        assertThat(payments.find(bill.paymentOrder()).orElseThrow().state()).isEqualTo(PaymentOrder.State.CLOSED);
        Bill again = bills.settle(visit.id()).getFirst();
        assertThat(again.total()).isEqualTo(bill.total().minus(new Fen(3200)));
        done(ordering.order(doctor(clinic), visit.id(), "LIPID", key()));
    }

    @Test
    void whatWasPaidAndNotDoneIsRefundedOnce() {
        Visit visit = inside();
        done(ordering.prescribe(doctor(clinic), visit.id(), METFORMIN, key()));
        PublicId prescription = pharmacy.ofVisit(visit.id()).getFirst().id();
        Bill bill = paidInCash(visit);
        assertThat(refused(ordering.cancelPrescription(doctor(clinic), visit.id(), prescription)))
                .isEqualTo("already-paid");

        Fee medicine = fee(visit, Fee.Kind.MEDICINE);
        PublicId reading = read(registrar(), CareStep.PAYMENT);
        done(refunds.refund(registrar(), reading, visit.id(), medicine.feeId()));
        done(refunds.refund(registrar(), reading, visit.id(), medicine.feeId()));

        assertThat(payments.find(bill.paymentOrder()).orElseThrow().refunded()).isEqualTo(new Fen(760));
        assertThat(bills.settlement(bill).orElseThrow().total())
                .isEqualTo(bill.total().minus(new Fen(760)));
        PublicId atPharmacy = read(pharmacist(), CareStep.PHARMACY);
        assertThat(refused(pharmacy.dispense(pharmacist(), atPharmacy, prescription)))
                .isEqualTo("prescription-cancelled");
    }

    @Test
    void whatWasDoneIsNotRefunded() {
        Visit visit = inside();
        done(ordering.prescribe(doctor(clinic), visit.id(), METFORMIN, key()));
        paidInCash(visit);
        PublicId prescription = pharmacy.ofVisit(visit.id()).getFirst().id();
        done(pharmacy.dispense(pharmacist(), read(pharmacist(), CareStep.PHARMACY), prescription));
        PublicId reading = read(registrar(), CareStep.PAYMENT);
        for (Fee.Kind kind : List.of(Fee.Kind.MEDICINE, Fee.Kind.REGISTRATION)) {
            assertThat(refused(refunds.refund(
                            registrar(), reading, visit.id(), fee(visit, kind).feeId())))
                    .isEqualTo("already-done");
        }
    }

    @Test
    void aRegistrationThatWasPaidIsRefundedWhenThePersonLeaves() {
        Visit visit = arrived();
        Bill bill = paidInCash(visit);
        done(reception.cancel(registrar(), visit.id()));
        PublicId reading = read(registrar(), CareStep.PAYMENT);
        for (Fee fee : bills.fees(visit.id())) {
            done(refunds.refund(registrar(), reading, visit.id(), fee.feeId()));
        }
        assertThat(payments.find(bill.paymentOrder()).orElseThrow().state()).isEqualTo(PaymentOrder.State.REFUNDED);
        assertThat(bills.settlement(bill)).isEmpty();
    }

    @Test
    void theBillHearsOfAPaymentFromAPhoneByItself() throws InterruptedException {
        Visit visit = inside();
        sandbox.confirm(bills.settle(visit.id()).getFirst().paymentOrder());
        for (int tries = 0; tries < 100 && state(visit) != Bill.State.PAID; tries++) {
            Thread.sleep(50);
        }
        assertThat(state(visit)).isEqualTo(Bill.State.PAID);
    }

    /** Who hears of a payment waits for the visit with empty hands: holding the bill, it would stop whoever holds the visit. */
    @Test
    void whoHearsOfAPaymentHoldsNoBillWhileWaitingForTheVisit() throws InterruptedException {
        Visit visit = inside();
        Bill bill = bills.settle(visit.id()).getFirst();
        CompletableFuture<Void> paid = new CompletableFuture<>();
        transaction.executeWithoutResult(_ -> {
            jdbc.sql("select 1 from encounter.visit where person_key = ? and visit_id = ? for update")
                    .params(visit.personKey(), visit.visitId())
                    .query(Integer.class)
                    .single();
            paid.completeAsync(() -> {
                sandbox.confirm(bill.paymentOrder());
                return null;
            });
            awaitOneWhoWaitsForUs();
            assertThat(jdbc.sql("select bill_id from encounter.bill where person_key = ? and visit_id = ?"
                                    + " for update skip locked")
                            .params(visit.personKey(), visit.visitId())
                            .query(Long.class)
                            .list())
                    .containsExactly(bill.billId());
        });
        assertThat(paid).succeedsWithin(Duration.ofSeconds(10));
        for (int tries = 0; tries < 100 && state(visit) != Bill.State.PAID; tries++) {
            Thread.sleep(50);
        }
        assertThat(state(visit)).isEqualTo(Bill.State.PAID);
    }

    private void awaitOneWhoWaitsForUs() {
        long until = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        boolean waits = false;
        while (!waits && System.nanoTime() < until) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            waits = jdbc.sql("""
                    select exists (select from pg_stat_activity where pg_backend_pid() = any(pg_blocking_pids(pid)))
                    """).query(Boolean.class).single();
        }
        assertThat(waits).isTrue();
    }

    private Bill.State state(Visit visit) {
        return bills.ofVisit(visit.id()).getFirst().state();
    }

    @Test
    void whenAStepFailsNothingOfItStays() {
        Visit visit = inside();
        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> {
                    done(ordering.order(doctor(clinic), visit.id(), "CBC", key()));
                    done(ordering.prescribe(doctor(clinic), visit.id(), METFORMIN, key()));
                    bills.settle(visit.id());
                    throw new IllegalStateException("the program stops here");
                }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(laboratory.ofVisit(visit.id())).isEmpty();
        assertThat(pharmacy.ofVisit(visit.id())).isEmpty();
        assertThat(bills.ofVisit(visit.id())).isEmpty();
        assertThat(bills.fees(visit.id())).hasSize(2);
    }

    private Fee fee(Visit visit, Fee.Kind kind) {
        return bills.fees(visit.id()).stream()
                .filter(fee -> fee.kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private Bill paidInCash(Visit visit) {
        Bill bill = bills.settle(visit.id()).getFirst();
        PublicId reading = read(registrar(), CareStep.PAYMENT);
        assertThat(done(bills.payCash(registrar(), reading, bill.id())).state()).isEqualTo(Bill.State.PAID);
        return bill;
    }
}
