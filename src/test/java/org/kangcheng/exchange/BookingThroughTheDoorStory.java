package org.kangcheng.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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
import org.kangcheng.kernel.PublicId;
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
        return session(capacity, clock.instant().minusSeconds(60));
    }

    /** In whichever clinic and morning nobody has one yet: other stories hold theirs in the same hospital. */
    private Session session(int capacity, Instant releaseAt) {
        return Stream.generate(() -> create(capacity, releaseAt))
                .limit(100)
                .filter(CreateResult.Created.class::isInstance)
                .map(made -> ((CreateResult.Created) made).session())
                .findFirst()
                .orElseThrow();
    }

    private CreateResult create(int capacity, Instant releaseAt) {
        List<Department> clinics = institutions.departments(hospital().institutionId()).stream()
                .filter(Department::takesNumbers)
                .toList();
        Department clinic = clinics.get(count % clinics.size());
        LocalDate day = CityTime.today(clock).plusDays(1 + ++count / clinics.size());
        return sessions.create(new NewSession(
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
                releaseAt));
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
    void whatMayNotBeBookedNowIsAConflict() {
        Program hospital = program(hospital());
        Session later = session(1, clock.instant().plus(Duration.ofHours(1)));
        Reply early = hospital.post("Appointment", wish("Slot/" + later.id().slot(1), patient(hospital)))
                .expect(409);
        assertThat(early.body().path("issue").path(0).path("diagnostics").asString())
                .contains("尚未放号");

        String banned = patient(hospital);
        jdbc.sql("insert into booking.ban (person_key, banned_at, until_at, no_shows) values (?, ?, ?, 3)")
                .params(PublicId.decode(banned.substring("Patient/".length()).split("-")[0])
                        .orElseThrow())
                .params(
                        Timestamp.from(clock.instant()),
                        Timestamp.from(clock.instant().plus(Duration.ofDays(9))))
                .update();
        Reply no = hospital.post("Appointment", wish(freeSlot(hospital, session(1)), banned))
                .expect(409);
        assertThat(no.body().path("resourceType").asString()).isEqualTo("OperationOutcome");
        assertThat(no.body().path("issue").path(0).path("diagnostics").asString())
                .contains("爽约");
    }

    @Test
    void anAppointmentSaysWhenItEnds() {
        Program hospital = program(hospital());
        String slot = freeSlot(hospital, session(2));
        Reply booked =
                hospital.post("Appointment", wish(slot, patient(hospital))).expect(201);
        JsonNode number = hospital.get(slot).expect(200).body();
        for (JsonNode appointment : List.of(
                booked.body(),
                hospital.get("Appointment/" + booked.id()).expect(200).body())) {
            assertThat(appointment.path("start")).isEqualTo(number.path("start"));
            assertThat(appointment.path("end")).isEqualTo(number.path("end"));
        }
    }

    @Test
    void theSameBundleOfAnAppointmentAgainGetsTheFirstAnswer() {
        Program hospital = program(hospital());
        Session session = session(2);
        for (String type : List.of("transaction", "batch")) {
            String bundle = """
                    {"resourceType":"Bundle","type":"%s","entry":[{"resource":%s,
                     "request":{"method":"POST","url":"Appointment"}}]}""".formatted(type, wish(freeSlot(hospital, session), patient(hospital)));
            JsonNode first = response(hospital.post("", bundle).expect(200));
            JsonNode again = response(hospital.post("", bundle).expect(200));
            assertThat(first.path("status").asString()).startsWith("201");
            assertThat(again.path("status").asString()).startsWith("20");
            assertThat(again.path("location").asString())
                    .isEqualTo(first.path("location").asString())
                    .startsWith("Appointment/");
        }
        assertThat(hospital.get("Slot?status=free&schedule=Schedule/" + session.id())
                        .expect(200)
                        .body()
                        .path("entry")
                        .size())
                .isZero();
    }

    private static JsonNode response(Reply reply) {
        return reply.body().path("entry").path(0).path("response");
    }

    @Test
    void appointmentsAreSortedPagedCountedAndBringWhatTheyReferTo() {
        Program hospital = program(hospital());
        String patient = patient(hospital);
        List<String> booked = IntStream.range(0, 3)
                .mapToObj(at -> hospital.post("Appointment", wish(freeSlot(hospital, session(1)), patient))
                        .expect(201)
                        .id())
                .toList();
        String all = "Appointment?patient=" + patient;
        JsonNode count = hospital.get(all + "&_summary=count").expect(200).body();
        assertThat(count.path("total").asInt()).isEqualTo(3);
        assertThat(count.path("entry").size()).isZero();

        List<String> seen = new ArrayList<>();
        String next = all + "&_sort=-date&_count=2&_include=Appointment:patient&_include=Appointment:slot";
        while (!next.isEmpty()) {
            JsonNode page = hospital.get(next).expect(200).body();
            assertThat(page.path("total").asInt()).isEqualTo(3);
            List<String> types = new ArrayList<>();
            for (JsonNode entry : page.path("entry")) {
                JsonNode resource = entry.path("resource");
                types.add(resource.path("resourceType").asString());
                if (entry.path("search").path("mode").asString().equals("match")) {
                    seen.add(resource.path("start").asString() + " "
                            + resource.path("id").asString());
                }
            }
            assertThat(types).contains("Patient", "Slot");
            next = SyntheaStory.link(page, "next");
        }
        assertThat(seen).hasSize(3).isSortedAccordingTo(Comparator.reverseOrder());

        List<String> changed = new ArrayList<>();
        next = all + "&_sort=_lastUpdated&_count=1";
        while (!next.isEmpty() && changed.size() < 9) {
            JsonNode page = hospital.get(next).expect(200).body();
            page.path("entry")
                    .forEach(entry ->
                            changed.add(entry.path("resource").path("id").asString()));
            next = SyntheaStory.link(page, "next");
        }
        assertThat(changed).as("each once").containsExactlyInAnyOrderElementsOf(booked);

        String day = seen.getLast().substring(0, 10);
        assertThat(booked(hospital, "patient=" + patient + "&date=" + CityTime.today(clock)))
                .isZero();
        assertThat(booked(hospital, "patient=" + patient + "&date=ge" + day)).isEqualTo(3);
        assertThat(booked(hospital, "patient=" + patient + "&_lastUpdated=lt2020"))
                .isZero();
        assertThat(booked(hospital, "patient=" + patient + "&_id=" + booked.getFirst()))
                .isEqualTo(1);
        assertThat(booked(hospital, "patient=" + patient(hospital) + "&_id=" + booked.getFirst()))
                .isZero();
        hospital.get("Appointment?status=booked").expect(400);
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
