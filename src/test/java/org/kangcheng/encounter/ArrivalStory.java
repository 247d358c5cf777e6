package org.kangcheng.encounter;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Department;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.terminology.CareStep;

/** How a person comes to a doctor: with an appointment, without, to a department without numbers, or to a wrong one. */
class ArrivalStory extends VisitPlatform {
    @Test
    void aCodeThatIsNoneIsRefusedInTheCardsOwnWords() {
        assertThat(refused(desks.read(registrar(), "no code", CareStep.REGISTRATION, key())))
                .startsWith("code-");
    }

    @Test
    void whoChecksInTwiceWaitsOnce() {
        appointment(hospital, clinic);
        PublicId reading = read(registrar(), CareStep.REGISTRATION);
        Visit first = done(reception.checkIn(registrar(), reading));
        assertThat(done(reception.checkIn(registrar(), reading))).isEqualTo(first);
        Visit again = done(reception.checkIn(registrar(), read(registrar(), CareStep.REGISTRATION)));
        assertThat(again).isEqualTo(first);
    }

    @Test
    void withoutAnAppointmentTheCounterRegisters() {
        PublicId reading = read(registrar(), CareStep.REGISTRATION);
        assertThat(refused(reception.checkIn(registrar(), reading))).isEqualTo("no-appointment");
        String key = key();
        Visit visit = register(reading, clinic, key);
        assertThat(register(reading, clinic, key)).isEqualTo(visit);
        assertThat(register(reading, clinic, key())).isEqualTo(visit);
        assertThat(bills.fees(visit.id())).extracting(Fee::title).containsExactly("挂号费", "诊查费");
    }

    private Visit register(PublicId reading, Department room, String key) {
        return done(reception.register(registrar(), reading, room.departmentId(), Visit.Kind.OUTPATIENT, key));
    }

    @Test
    void anAppointmentElsewhereIsNamedNotTaken() {
        appointment(another(), department(another(), "内科"));
        PublicId reading = read(registrar(), CareStep.REGISTRATION);
        assertThat(reception.checkIn(registrar(), reading)).satisfies(outcome -> {
            assertThat(refused(outcome)).isEqualTo("another-institution");
            assertThat(((Outcome.NotDone<Visit>) outcome).refusal().message())
                    .contains(another().name());
        });
    }

    @Test
    void anAppointmentOfAnotherDayIsNamedNotTaken() {
        appointment(hospital, clinic, 1);
        PublicId reading = read(registrar(), CareStep.REGISTRATION);
        assertThat(refused(reception.checkIn(registrar(), reading))).isEqualTo("not-today");
    }

    @Test
    void nobodyIsRegisteredForTheLaboratory() {
        PublicId reading = read(registrar(), CareStep.REGISTRATION);
        long laboratory = department("检验科").departmentId();
        assertThat(refused(reception.register(registrar(), reading, laboratory, Visit.Kind.OUTPATIENT, key())))
                .isEqualTo("no-clinic");
    }

    @Test
    void aReadingOfAnotherDeskOrHospitalOpensNothing() {
        PublicId pharmacyReading = read(pharmacist(), CareStep.PHARMACY);
        assertThat(refused(reception.checkIn(registrar(), pharmacyReading))).isEqualTo("code-not-read");
        PublicId reading = read(registrar(), CareStep.REGISTRATION);
        Actor elsewhere = staff(Role.REGISTRAR, another(), null);
        assertThat(refused(reception.checkIn(elsewhere, reading))).isEqualTo("code-not-read");
    }

    @Test
    void theDoctorTakesInTheQueueOfHerOwnDepartmentOnly() {
        Department eyes = department("眼科");
        assertThat(refused(consultation.begin(doctor(eyes), read(doctor(eyes), CareStep.CONSULTATION))))
                .isEqualTo("not-registered");
        arrived();
        assertThat(refused(consultation.begin(doctor(eyes), read(doctor(eyes), CareStep.CONSULTATION))))
                .isEqualTo("wrong-department");
        Visit visit = done(consultation.begin(doctor(clinic), read(doctor(clinic), CareStep.CONSULTATION)));
        assertThat(visit.state()).isEqualTo(Visit.State.IN_PROGRESS);
        assertThat(done(consultation.begin(doctor(clinic), read(doctor(clinic), CareStep.CONSULTATION))))
                .isEqualTo(visit);
    }

    @Test
    void aDepartmentWithoutNumbersTakesThePersonStraightIn() {
        Department dialysis = department("血液透析室");
        Visit visit = done(consultation.begin(doctor(dialysis), read(doctor(dialysis), CareStep.CONSULTATION)));
        assertThat(visit.state()).isEqualTo(Visit.State.IN_PROGRESS);
        assertThat(bills.fees(visit.id())).isEmpty();
        assertThat(bills.settle(visit.id())).isEmpty();
    }

    @Test
    void whoLeavesBeforeBeingSeenOwesNothing() {
        Visit visit = arrived();
        bills.settle(visit.id());
        assertThat(done(reception.cancel(registrar(), visit.id())).state()).isEqualTo(Visit.State.CANCELLED);
        assertThat(done(reception.cancel(registrar(), visit.id())).state()).isEqualTo(Visit.State.CANCELLED);
        assertThat(bills.fees(visit.id())).extracting(Fee::state).containsOnly(Fee.State.VOID);
        assertThat(bills.settle(visit.id())).isEmpty();
        Visit seen = inside();
        assertThat(refused(reception.cancel(registrar(), seen.id()))).isEqualTo("not-waiting");
    }

    @Test
    void twoRoomsThatCallAtOnceGetTwoPeople() throws Exception {
        clinic = department("口腔科");
        while (consultation.callNext(doctor(clinic)).isPresent()) {
            // Whoever other tests left waiting.
        }
        for (int n = 0; n < 6; n++) {
            person = resident();
            arrived();
        }
        Callable<Optional<Waiting>> call = () -> consultation.callNext(doctor(clinic));
        try (var rooms = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Long> called = rooms.invokeAll(List.of(call, call, call, call)).stream()
                    .map(ArrivalStory::get)
                    .map(waiting -> waiting.orElseThrow().visitId())
                    .toList();
            assertThat(called).doesNotHaveDuplicates().hasSize(4);
        }
    }

    private static <T> T get(Future<T> future) {
        try {
            return future.get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void tenScannersAtOnceMakeOneVisit() throws Exception {
        PublicId reading = read(registrar(), CareStep.REGISTRATION);
        Callable<Outcome<Visit>> scan =
                () -> reception.register(registrar(), reading, clinic.departmentId(), Visit.Kind.OUTPATIENT, key());
        try (var desks = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Long> made = desks.invokeAll(java.util.Collections.nCopies(10, scan)).stream()
                    .map(ArrivalStory::get)
                    .map(outcome -> done(outcome).visitId())
                    .distinct()
                    .toList();
            assertThat(made).hasSize(1);
        }
    }
}
