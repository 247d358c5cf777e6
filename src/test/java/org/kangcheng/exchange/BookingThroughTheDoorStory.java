package org.kangcheng.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kangcheng.booking.ClinicKind;
import org.kangcheng.booking.CreateResult;
import org.kangcheng.booking.HalfDay;
import org.kangcheng.booking.NewSession;
import org.kangcheng.booking.Session;
import org.kangcheng.booking.Sessions;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Fen;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** A hospital's system takes a number for its patient through FHIR, and gives it back. */
class BookingThroughTheDoorStory extends TestDoor {
    private static int count;

    @Autowired
    Sessions sessions;

    @Autowired
    Clock clock;

    private Institution hospital() {
        return hospital(7);
    }

    private Session session(int capacity) {
        List<Department> clinics = institutions.departments(hospital().institutionId()).stream()
                .filter(Department::takesNumbers)
                .toList();
        Department clinic = clinics.get(count % clinics.size());
        LocalDate day = CityTime.today(clock).plusDays(1 + ++count / clinics.size());
        CreateResult made = sessions.create(new NewSession(
                hospital().institutionId(),
                clinic.departmentId(),
                null,
                day,
                HalfDay.AM,
                ClinicKind.ORDINARY,
                "一层",
                Fen.ofYuan(1),
                Fen.ofYuan(5),
                LocalTime.of(8, 0),
                LocalTime.of(11, 0),
                capacity,
                clock.instant().minusSeconds(60)));
        return ((CreateResult.Created) made).session();
    }

    private String patient(Program hospital) {
        String json = """
                {"resourceType":"Patient","name":[{"text":"卢号%c"}],"gender":"male","birthDate":"19%02d-05-05"}""".formatted('一' + ++count, count % 90 + 10);
        return "Patient/" + hospital.post("Patient", json).expect(201).id();
    }

    private static String wish(String slot, String patient) {
        return """
                {"resourceType":"Appointment","status":"proposed","slot":[{"reference":"%s"}],
                 "participant":[{"actor":{"reference":"%s"},"status":"accepted"}]}""".formatted(slot, patient);
    }

    private static String freeSlot(Program hospital, Session session) {
        JsonNode found = hospital.get("Slot?status=free&schedule=Schedule/" + session.id() + "&_count=1")
                .expect(200)
                .body();
        return "Slot/" + found.path("entry").path(0).path("resource").path("id").asString();
    }

    @Test
    void aNumberIsTakenOnceAndGivenBack() {
        Program hospital = program(hospital());
        Session session = session(3);
        String slot = freeSlot(hospital, session);
        String patient = patient(hospital);

        Reply booked = hospital.post("Appointment", wish(slot, patient)).expect(201);
        assertThat(booked.body().path("status").asString()).isEqualTo("booked");
        assertThat(booked.header("Location")).contains("/fhir/Appointment/" + booked.id());
        assertThat(hospital.get(slot).expect(200).body().path("status").asString())
                .isEqualTo("busy");

        Reply second =
                hospital.post("Appointment", wish(slot, patient(hospital))).expect(409);
        assertThat(second.body().path("resourceType").asString()).isEqualTo("OperationOutcome");
        assertThat(booked(hospital, "slot=" + slot + "&status=booked")).isEqualTo(1);
        assertThat(booked(hospital, "patient=" + patient + "&status=booked")).isEqualTo(1);

        String cancelled = booked.raw().body().replace("\"booked\"", "\"cancelled\"");
        hospital.put("Appointment/" + booked.id(), cancelled).expect(200);
        assertThat(booked(hospital, "slot=" + slot + "&status=booked")).isZero();
        assertThat(hospital.get(slot).expect(200).body().path("status").asString())
                .isEqualTo("free");
        hospital.post("Appointment", wish(slot, patient(hospital))).expect(201);
    }

    private static int booked(Program program, String query) {
        return program.get("Appointment?" + query)
                .expect(200)
                .body()
                .path("entry")
                .size();
    }

    @Test
    void ofManyAtOnceOneGetsIt() throws Exception {
        Program hospital = program(hospital());
        Session session = session(2);
        String slot = freeSlot(hospital, session);
        List<String> patients =
                IntStream.range(0, 12).mapToObj(at -> patient(hospital)).toList();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Reply>> wishes = patients.stream()
                    .map(patient -> (Callable<Reply>) () -> hospital.post("Appointment", wish(slot, patient)))
                    .toList();
            int created = 0;
            for (Future<Reply> reply : pool.invokeAll(wishes)) {
                assertThat(reply.get().status()).isIn(201, 409);
                created += reply.get().status() == 201 ? 1 : 0;
            }
            assertThat(created).isEqualTo(1);
        }
        assertThat(booked(hospital, "slot=" + slot + "&status=booked")).isEqualTo(1);
    }

    @Test
    void schedulesAreFoundAndRead() {
        Program hospital = program(hospital());
        Session session = session(2);
        JsonNode schedule = hospital.get("Schedule/" + session.id()).expect(200).body();
        assertThat(schedule.path("planningHorizon").path("start").asString()).isNotEmpty();
        assertThat(hospital.get("Schedule?date=" + session.day())
                        .expect(200)
                        .body()
                        .path("entry")
                        .size())
                .isPositive();
        program(hospital(8)).get("Schedule/" + session.id()).expect(404);
    }

    @Test
    void anotherHospitalCannotTakeItNorSeeWhoDid() {
        Program hospital = program(hospital());
        Program other = program(hospital(8));
        Session session = session(2);
        String slot = freeSlot(hospital, session);
        other.post("Appointment", wish(slot, patient(other))).expect(422);
        Reply booked =
                hospital.post("Appointment", wish(slot, patient(hospital))).expect(201);
        other.get("Appointment/" + booked.id()).expect(404);
        assertThat(booked(city(), "slot=" + slot)).isEqualTo(1);
    }

    @Test
    void whoIsUnknownGetsNoNumber() {
        Program hospital = program(hospital());
        String slot = freeSlot(hospital, session(2));
        hospital.post("Appointment", wish(slot, "Patient/0000000000001")).expect(422);
        hospital.post("Appointment", wish("Slot/none", patient(hospital))).expect(422);
        assertThat(hospital.get(slot).expect(200).body().path("status").asString())
                .isEqualTo("free");
    }
}
