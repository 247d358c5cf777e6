package org.kangcheng.encounter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.booking.Appointment;
import org.kangcheng.encounter.Ordering.NewPrescription;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.payment.SandboxCashier;
import org.kangcheng.record.Grants;
import org.kangcheng.record.Timeline;
import org.kangcheng.record.TimelineEntry;
import org.kangcheng.record.Trends;
import org.kangcheng.survey.RateResult;
import org.kangcheng.survey.Rating;
import org.kangcheng.survey.Ratings;
import org.kangcheng.terminology.CareStep;
import org.springframework.beans.factory.annotation.Autowired;

/** One resident through the whole visit: appointment, check-in, doctor, laboratory, bill, pharmacy, record, rating. */
class WholeVisitStory extends VisitPlatform {
    private static final Map<String, String> GLUCOSE = Map.of("GLU", "8.2");

    @Autowired
    private SandboxCashier sandbox;

    @Autowired
    private Timeline timeline;

    @Autowired
    private Trends trends;

    @Autowired
    private Grants grants;

    @Autowired
    private Ratings ratings;

    @Test
    void fromAppointmentToRating() {
        Appointment appointment = appointment(hospital, clinic);
        Visit visit = done(reception.checkIn(registrar(), read(registrar(), CareStep.REGISTRATION)));
        assertThat(visit.appointmentId()).isEqualTo(appointment.id().appointmentId());
        assertThat(grants.holds(person, hospital.institutionId(), clock.instant()))
                .isTrue();

        consult(visit);
        examine(visit);
        pay(visit);
        dispense(visit);
        Visit finished = done(consultation.finish(doctor(clinic), visit.id()));

        assertThat(finished.state()).isEqualTo(Visit.State.FINISHED);
        assertThat(appointments.find(appointment.id()).orElseThrow().state()).isEqualTo(Appointment.State.FULFILLED);
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
        assertInTheRecord(finished);
        rate(finished);
    }

    private void consult(Visit visit) {
        Actor doctor = doctor(clinic);
        Visit inside = done(consultation.begin(doctor, read(doctor, CareStep.CONSULTATION)));
        assertThat(inside.id()).isEqualTo(visit.id());
        done(consultation.noteComplaint(doctor, visit.id(), "口渴、多饮两周"));
        done(consultation.diagnose(doctor, visit.id(), "E11.9", ""));
        done(ordering.order(doctor, visit.id(), "FPG", "order-1"));
        done(ordering.order(doctor, visit.id(), "FPG", "order-1"));
        done(ordering.prescribe(doctor, visit.id(), new NewPrescription("MTF05", 2, "", ""), "prescription-1"));
        done(ordering.prescribe(doctor, visit.id(), new NewPrescription("MTF05", 2, "", ""), "prescription-1"));
    }

    private void examine(Visit visit) {
        PublicId order = laboratory.ofVisit(visit.id()).getFirst().id();
        LaboratoryOrder sampled =
                done(laboratory.takeSample(technician(), read(technician(), CareStep.EXAMINATION), order));
        assertThat(sampled.sampleNo()).matches("\\d{6}-\\d{4,}");
        assertThat(laboratory.owed(technician(), "", 1000).items())
                .extracting(LaboratoryTable.Sample::sampleNo)
                .contains(sampled.sampleNo());
        done(laboratory.release(technician(), order, GLUCOSE));
        done(laboratory.release(technician(), order, GLUCOSE));
        assertThat(laboratory.values(order))
                .singleElement()
                .satisfies(value -> assertThat(value.flag()).isEqualTo(ResultValue.Flag.HIGH));
    }

    private void pay(Visit visit) {
        PublicId prescription = pharmacy.ofVisit(visit.id()).getFirst().id();
        PublicId reading = read(pharmacist(), CareStep.PHARMACY);
        assertThat(refused(pharmacy.dispense(pharmacist(), reading, prescription)))
                .isEqualTo("not-paid");

        List<Bill> open = bills.settle(visit.id());
        assertThat(bills.settle(visit.id())).isEqualTo(open);
        Bill bill = open.getFirst();
        // Registration 4.00, consultation 12.00, glucose 6.00, two packs at 7.60.
        assertThat(bill.total()).isEqualTo(new Fen(400 + 1200 + 600 + 2 * 760));
        assertThat(bills.settlement(bill).orElseThrow().lines()).hasSize(4);
        sandbox.confirm(bill.paymentOrder());
        assertThat(bills.open(visit.id())).isEmpty();
        assertThat(bills.fees(visit.id())).extracting(Fee::state).containsOnly(Fee.State.PAID);
    }

    private void dispense(Visit visit) {
        PublicId prescription = pharmacy.ofVisit(visit.id()).getFirst().id();
        PublicId reading = read(pharmacist(), CareStep.PHARMACY);
        done(pharmacy.dispense(pharmacist(), reading, prescription));
        done(pharmacy.dispense(pharmacist(), reading, prescription));
    }

    private void assertInTheRecord(Visit visit) {
        List<TimelineEntry> entries =
                timeline.of(person, Timeline.Filter.ALL, null, 50).items();
        assertThat(entries)
                .extracting(TimelineEntry::type)
                .containsExactlyInAnyOrder(
                        "Encounter",
                        "Condition",
                        "ServiceRequest",
                        "Observation",
                        "DiagnosticReport",
                        "MedicationRequest",
                        "MedicationDispense");
        assertThat(entries)
                .allSatisfy(entry ->
                        assertThat(CityTime.dayOf(entry.at())).as(entry.type()).isEqualTo(visit.day()));
        assertThat(entries)
                .filteredOn(entry -> entry.type().equals("Encounter"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.status()).isEqualTo("finished"));
        assertThat(entries)
                .filteredOn(entry -> entry.type().equals("MedicationDispense"))
                .singleElement()
                .satisfies(entry -> assertThat(entry.title()).contains("二甲双胍"));
        assertThat(timeline.of(person, new Timeline.Filter(Set.of(), visit.entryKey()), null, 50)
                        .items())
                .hasSize(7);
        assertThat(trends.of(person, "14771-0"))
                .singleElement()
                .satisfies(point -> assertThat(point.outside()).isTrue());
    }

    private void rate(Visit visit) {
        Actor self = Actor.resident(1, "本人", person);
        Actor stranger = Actor.resident(2, "别人", resident());
        Rating rating = new Rating(5, 3, 4, "医生很耐心");
        assertThat(ratings.rate(stranger, visit.id(), rating)).isInstanceOf(RateResult.NotRated.class);
        assertThat(ratings.rate(self, visit.id(), new Rating(6, 3, 4, null))).isInstanceOf(RateResult.NotRated.class);
        assertThat(ratings.rate(self, visit.id(), rating)).isInstanceOf(RateResult.Rated.class);
        assertThat(ratings.rate(self, visit.id(), rating)).isInstanceOf(RateResult.NotRated.class);
        assertThat(ratings.of(visit.id())).contains(rating);
    }
}
