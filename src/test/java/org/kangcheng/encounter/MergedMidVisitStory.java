package org.kangcheng.encounter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.booking.Appointment;
import org.kangcheng.encounter.Ordering.NewPrescription;
import org.kangcheng.identity.Merges;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.record.Timeline;
import org.kangcheng.record.TimelineEntry;
import org.kangcheng.survey.RateResult;
import org.kangcheng.survey.Rating;
import org.kangcheng.survey.Ratings;
import org.kangcheng.terminology.CareStep;
import org.springframework.beans.factory.annotation.Autowired;

/**
 * In the middle of a visit the steward finds that its person is registered twice, and merges her key into the other. She
 * shows the code of her remaining card at the next desk, and everything that was begun under the retired key goes on.
 */
class MergedMidVisitStory extends VisitPlatform {
    @Autowired
    private Merges merges;

    @Autowired
    private Chart chart;

    @Autowired
    private Timeline timeline;

    @Autowired
    private Ratings ratings;

    @Test
    void theVisitIsCarriedToItsEnd() {
        Visit visit = ordered();
        long retired = merged();

        PublicId order = laboratory.ofVisit(visit.id()).getFirst().id();
        done(laboratory.takeSample(technician(), read(technician(), CareStep.EXAMINATION), order));
        done(laboratory.release(technician(), order, Map.of("GLU", "8.2")));
        Bill bill = bills.settle(visit.id()).getFirst();
        done(bills.payCash(registrar(), read(registrar(), CareStep.PAYMENT), bill.id()));
        PublicId prescription = pharmacy.ofVisit(visit.id()).getFirst().id();
        done(pharmacy.dispense(pharmacist(), read(pharmacist(), CareStep.PHARMACY), prescription));
        Visit finished = done(consultation.finish(doctor(clinic), visit.id()));

        assertThat(finished.personKey()).isEqualTo(retired);
        assertThat(visits.steps(visit.id()))
                .extracting(Step::kind)
                .containsExactly(
                        Step.Kind.CHECKED_IN,
                        Step.Kind.CONSULTED,
                        Step.Kind.SAMPLED,
                        Step.Kind.RELEASED,
                        Step.Kind.PAID,
                        Step.Kind.DISPENSED,
                        Step.Kind.FINISHED);
        assertThat(ratings.rate(Actor.resident(1, "本人", person), visit.id(), new Rating(5, 5, 5, null)))
                .isInstanceOf(RateResult.Rated.class);
    }

    @Test
    void theDoctorGoesOnReadingAndOrderingAndTheRecordIsOne() {
        Visit visit = ordered();
        merged();

        assertThat(chart.alerts(doctor(clinic), visit.personKey())).isEmpty();
        assertThat(chart.timeline(doctor(clinic), visit.personKey(), null).items())
                .hasSize(4);
        done(ordering.order(doctor(clinic), visit.id(), "HBA1C", key()));
        done(consultation.diagnose(doctor(clinic), visit.id(), "I10", ""));
        assertThat(timeline.of(person, Timeline.Filter.ALL, null, 50).items())
                .extracting(TimelineEntry::type)
                .containsExactlyInAnyOrder(
                        "Encounter", "Condition", "Condition", "ServiceRequest", "ServiceRequest", "MedicationRequest");
    }

    @Test
    void whoWaitsIsTakenInWithTheOtherCard() {
        Visit waiting = arrived();
        merged();

        assertThat(done(reception.checkIn(registrar(), read(registrar(), CareStep.REGISTRATION))))
                .isEqualTo(waiting);
        assertThat(arrived()).as("registered again, the same visit").isEqualTo(waiting);
        Visit inside = done(consultation.begin(doctor(clinic), read(doctor(clinic), CareStep.CONSULTATION)));
        assertThat(inside.id()).isEqualTo(waiting.id());
        assertThat(inside.state()).isEqualTo(Visit.State.IN_PROGRESS);
    }

    @Test
    void whoHasANumberUnderTheRetiredKeyIsCheckedInAndItIsFulfilled() {
        Appointment appointment = appointment(hospital, clinic);
        Visit visit = done(reception.checkIn(registrar(), read(registrar(), CareStep.REGISTRATION)));
        merged();

        done(consultation.begin(doctor(clinic), read(doctor(clinic), CareStep.CONSULTATION)));
        done(consultation.diagnose(doctor(clinic), visit.id(), "E11.9", ""));
        done(consultation.finish(doctor(clinic), visit.id()));
        assertThat(appointments.find(appointment.id()).orElseThrow().state()).isEqualTo(Appointment.State.FULFILLED);
    }

    @Test
    void moneyIsGivenBackToHer() {
        Visit visit = ordered();
        Bill bill = bills.settle(visit.id()).getFirst();
        done(bills.payCash(registrar(), read(registrar(), CareStep.PAYMENT), bill.id()));
        merged();

        Fee medicine = bills.fees(visit.id()).stream()
                .filter(fee -> fee.kind() == Fee.Kind.MEDICINE)
                .findFirst()
                .orElseThrow();
        done(refunds.refund(registrar(), read(registrar(), CareStep.PAYMENT), visit.id(), medicine.feeId()));
    }

    @Test
    void aReadingOfBeforeTheMergeStillStandsAndAStrangersDoesNot() {
        Visit visit = ordered();
        PublicId order = laboratory.ofVisit(visit.id()).getFirst().id();
        PublicId before = read(technician(), CareStep.EXAMINATION);
        merged();
        person = resident();

        assertThat(refused(laboratory.takeSample(technician(), read(technician(), CareStep.EXAMINATION), order)))
                .isEqualTo("not-found");
        done(laboratory.takeSample(technician(), before, order));
    }

    /** A visit with one test and one medicine. */
    private Visit ordered() {
        Visit visit = inside();
        done(consultation.diagnose(doctor(clinic), visit.id(), "E11.9", ""));
        done(ordering.order(doctor(clinic), visit.id(), "FPG", key()));
        done(ordering.prescribe(doctor(clinic), visit.id(), new NewPrescription("MTF05", 2, "", ""), key()));
        return visit;
    }

    /** From now on {@link #person} is the key that remains, with its own card; the answer is the retired one. */
    private long merged() {
        long retired = person;
        person = resident();
        assertThat(merges.merge(Actor.system("test"), retired, person, "同一人")).isEmpty();
        return retired;
    }
}
