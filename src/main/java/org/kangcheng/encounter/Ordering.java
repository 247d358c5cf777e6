package org.kangcheng.encounter;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.record.Alerts;
import org.kangcheng.record.Kind;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 开单: what a doctor orders for a visit that goes on in the doctor's department, and takes back. */
@Component
public class Ordering {
    private static final int MOST_PACKS = 100;
    private static final int TEXT_LENGTH = 200;
    private static final Refusal TEST_OPEN = Refusal.conflict("test-already-ordered", "该项目已开单且未出结果,不必重复开。");
    private static final Refusal MEDICINE_OPEN = Refusal.conflict("medicine-already-prescribed", "该药品本次就诊已开具。");
    private static final Refusal NO_LABORATORY = Refusal.rule("no-laboratory", "本机构没有检验科,请转到上级机构检验。");
    private static final Refusal DONE = Refusal.conflict("already-done", "该项已执行,不能取消。");

    private final Consultation consultation;
    private final Laboratories laboratories;
    private final LaboratoryTable laboratory;
    private final PrescriptionTable prescriptions;
    private final FeeTable fees;
    private final Withdrawal withdrawal;
    private final VisitFiling filing;
    private final Catalogue catalogue;
    private final Alerts alerts;
    private final Ids ids;
    private final Clock clock;

    Ordering(
            Consultation consultation,
            Laboratories laboratories,
            LaboratoryTable laboratory,
            PrescriptionTable prescriptions,
            FeeTable fees,
            Withdrawal withdrawal,
            VisitFiling filing,
            Catalogue catalogue,
            Alerts alerts,
            Ids ids,
            Clock clock) {
        this.consultation = consultation;
        this.laboratories = laboratories;
        this.laboratory = laboratory;
        this.prescriptions = prescriptions;
        this.fees = fees;
        this.withdrawal = withdrawal;
        this.filing = filing;
        this.catalogue = catalogue;
        this.alerts = alerts;
        this.ids = ids;
        this.clock = clock;
    }

    /** Orders a laboratory test; the same request again gets the same order. */
    @Transactional
    public Outcome<LaboratoryOrder> order(Actor doctor, PublicId visitId, String testCode, String requestKey) {
        Visit visit = consultation.present(doctor, visitId).orElse(null);
        LaboratoryTest test = catalogue.test(testCode).orElse(null);
        if (visit == null) {
            return Outcome.no(Consultation.NOT_HERE);
        }
        if (test == null) {
            return Outcome.no(Refusal.badInput("unknown-test", "没有这个检验项目。"));
        }
        if (!laboratories.at(visit.institutionId())) {
            return Outcome.no(NO_LABORATORY);
        }
        LaboratoryOrder order = new LaboratoryOrder(
                visit.personKey(),
                ids.next(),
                visit.visitId(),
                visit.institutionId(),
                test.code(),
                LaboratoryOrder.State.ORDERED,
                now(),
                doctor.name(),
                null,
                null,
                null,
                null,
                filing.newEntry(visit.personKey()));
        if (!laboratory.insert(order, requestKey)) {
            return known(laboratory.byRequest(visit.personKey(), requestKey), TEST_OPEN);
        }
        filing.ordered(visit, order, test);
        fees.add(visitId, Fee.Kind.LABORATORY, order.orderId(), test.name(), test.price());
        return Outcome.done(order);
    }

    private static <T> Outcome<T> known(Optional<T> before, Refusal otherwise) {
        return before.map(Outcome::done).orElseGet(() -> Outcome.no(otherwise));
    }

    /**
     * @param dosage how to take it; empty for the usual way
     * @param allergyReason asked for only when the record holds an allergy to this medicine
     */
    public record NewPrescription(String medicineCode, int packs, String dosage, String allergyReason) {}

    /** Prescribes a medicine. A recorded allergy to it is refused with 422 unless a reason is given, which is kept. */
    @Transactional
    public Outcome<Prescription> prescribe(Actor doctor, PublicId visitId, NewPrescription wanted, String requestKey) {
        Visit visit = consultation.present(doctor, visitId).orElse(null);
        if (visit == null) {
            return Outcome.no(Consultation.NOT_HERE);
        }
        Medicine medicine = catalogue.medicine(wanted.medicineCode()).orElse(null);
        boolean sound = wanted.packs() >= 1
                && wanted.packs() <= MOST_PACKS
                && wanted.dosage().length() <= TEXT_LENGTH
                && wanted.allergyReason().length() <= TEXT_LENGTH;
        if (medicine == null || !sound) {
            return Outcome.no(Refusal.badInput("bad-prescription", "请选择药品,数量为 1-100,用法最多 200 字。"));
        }
        String allergy = allergy(visit.personKey(), medicine);
        if (allergy != null && wanted.allergyReason().isBlank()) {
            return Outcome.no(Refusal.rule("allergy", "患者有过敏记录:%s。如确需使用%s,请填写理由。".formatted(allergy, medicine.name())));
        }
        return prescribe(doctor, visit, medicine, wanted, allergy != null, requestKey);
    }

    private Outcome<Prescription> prescribe(
            Actor doctor, Visit visit, Medicine medicine, NewPrescription wanted, boolean allergic, String requestKey) {
        Prescription prescription = new Prescription(
                visit.personKey(),
                ids.next(),
                visit.visitId(),
                visit.institutionId(),
                medicine.code(),
                wanted.packs(),
                wanted.dosage().isBlank() ? medicine.dosage() : wanted.dosage().strip(),
                allergic ? wanted.allergyReason().strip() : null,
                Prescription.State.ORDERED,
                now(),
                doctor.name(),
                null,
                filing.newEntry(visit.personKey()));
        if (!prescriptions.insert(prescription, requestKey)) {
            return known(prescriptions.byRequest(visit.personKey(), requestKey), MEDICINE_OPEN);
        }
        filing.prescribed(visit, prescription, medicine);
        String title = medicine.name() + " ×" + wanted.packs();
        fees.add(
                visit.id(),
                Fee.Kind.MEDICINE,
                prescription.prescriptionId(),
                title,
                medicine.price().times(wanted.packs()));
        return Outcome.done(prescription);
    }

    /** The recorded allergy that speaks against the medicine, in the record's words. */
    private @Nullable String allergy(long personKey, Medicine medicine) {
        return alerts.of(personKey).stream()
                .filter(alert -> alert.kind() == Kind.ALLERGY)
                .map(Alerts.Alert::text)
                .filter(text -> medicine.allergens().stream().anyMatch(text::contains))
                .findFirst()
                .orElse(null);
    }

    /** Takes back an order whose sample was not taken and that was not paid. */
    @Transactional
    public Outcome<List<LaboratoryOrder>> cancelOrder(Actor doctor, PublicId visitId, PublicId order) {
        Visit visit = consultation.present(doctor, visitId).orElse(null);
        LaboratoryOrder found =
                laboratory.find(order).filter(it -> it.visit().equals(visitId)).orElse(null);
        if (visit == null || found == null) {
            return Outcome.no(Consultation.NOT_HERE);
        }
        boolean taken = found.state() != LaboratoryOrder.State.ORDERED;
        Refusal refusal = taken ? DONE : withdrawal.voidFee(visit, Fee.Kind.LABORATORY, found.orderId());
        if (refusal != null && found.state() != LaboratoryOrder.State.CANCELLED) {
            return Outcome.no(refusal);
        }
        if (laboratory.cancel(order)) {
            filing.revoked(visit.personKey(), found.entryKey());
        }
        return Outcome.done(laboratory.ofVisit(visitId));
    }

    /** Takes back a prescription that was neither dispensed nor paid. */
    @Transactional
    public Outcome<List<Prescription>> cancelPrescription(Actor doctor, PublicId visitId, PublicId prescription) {
        Visit visit = consultation.present(doctor, visitId).orElse(null);
        Prescription found = prescriptions
                .find(prescription)
                .filter(it -> it.visit().equals(visitId))
                .orElse(null);
        if (visit == null || found == null) {
            return Outcome.no(Consultation.NOT_HERE);
        }
        boolean taken = found.state() != Prescription.State.ORDERED;
        Refusal refusal = taken ? DONE : withdrawal.voidFee(visit, Fee.Kind.MEDICINE, found.prescriptionId());
        if (refusal != null && found.state() != Prescription.State.CANCELLED) {
            return Outcome.no(refusal);
        }
        if (prescriptions.cancel(prescription)) {
            filing.revoked(visit.personKey(), found.entryKey());
        }
        return Outcome.done(prescriptions.ofVisit(visitId));
    }

    /** As the database keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }
}
