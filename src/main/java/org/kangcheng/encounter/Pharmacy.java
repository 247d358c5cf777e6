package org.kangcheng.encounter;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.encounter.Prescription.State;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.terminology.CareStep;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 药房: hands out, by code, what was prescribed and paid. */
@Component
public class Pharmacy {
    private static final Refusal UNKNOWN = Refusal.notFound("没有这张处方。");
    private static final Refusal NOT_PAID = Refusal.conflict("not-paid", "该处方尚未缴费,请先缴费再取药。");
    private static final Refusal CANCELLED = Refusal.conflict("prescription-cancelled", "该处方已取消。");

    private final Desks desks;
    private final VisitTable visits;
    private final PrescriptionTable table;
    private final FeeTable fees;
    private final Bills bills;
    private final StepTable steps;
    private final VisitFiling filing;
    private final Catalogue catalogue;
    private final Clock clock;

    Pharmacy(
            Desks desks,
            VisitTable visits,
            PrescriptionTable table,
            FeeTable fees,
            Bills bills,
            StepTable steps,
            VisitFiling filing,
            Catalogue catalogue,
            Clock clock) {
        this.desks = desks;
        this.visits = visits;
        this.table = table;
        this.fees = fees;
        this.bills = bills;
        this.steps = steps;
        this.filing = filing;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    /** 发药: to the person whose code was read at the pharmacy. Handed out once, however often asked. */
    @Transactional
    public Outcome<Prescription> dispense(Actor actor, PublicId reading, PublicId prescription) {
        return switch (desks.standing(actor, reading, CareStep.PHARMACY)) {
            case Outcome.NotDone<DeskReading>(Refusal refusal) -> Outcome.no(refusal);
            case Outcome.Done<DeskReading>(DeskReading read) ->
                table.find(prescription)
                        .filter(it ->
                                it.institutionId() == actor.institution() && desks.mayServe(reading, it.personKey()))
                        .map(it -> dispense(actor, read, it))
                        .orElseGet(() -> Outcome.no(UNKNOWN));
        };
    }

    private Outcome<Prescription> dispense(Actor actor, DeskReading reading, Prescription prescription) {
        Visit visit = visits.lock(prescription.visit()).orElseThrow();
        State state = table.find(prescription.id()).orElseThrow().state();
        Refusal refusal = state == State.CANCELLED ? CANCELLED : state == State.ORDERED ? unpaid(prescription) : null;
        if (refusal != null) {
            return Outcome.no(refusal);
        }
        if (state == State.ORDERED) {
            Instant now = clock.instant();
            table.dispense(prescription.id(), actor.name(), now);
            Medicine medicine = catalogue.prescribed(prescription.medicineCode());
            filing.dispensed(visit, prescription, medicine, actor.name(), now);
            steps.add(visit.id(), Step.Kind.DISPENSED, reading, "药房", actor.name());
        }
        return Outcome.done(table.find(prescription.id()).orElseThrow());
    }

    /** Looks at the payment itself: the news of it may still be on its way. */
    private @Nullable Refusal unpaid(Prescription prescription) {
        bills.open(prescription.visit());
        boolean paid = fees.of(prescription.personKey(), Fee.Kind.MEDICINE, prescription.prescriptionId())
                .map(fee -> fee.state() == Fee.State.PAID)
                .orElse(true);
        return paid ? null : NOT_PAID;
    }

    /** Paid and not yet handed out. */
    @Transactional
    public boolean ready(Prescription prescription) {
        return prescription.state() == State.ORDERED && unpaid(prescription) == null;
    }

    public List<Prescription> ofVisit(PublicId visit) {
        return table.ofVisit(visit);
    }
}
