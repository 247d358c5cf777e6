package org.kangcheng.encounter;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.kangcheng.TestDatabase;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.booking.Appointment;
import org.kangcheng.booking.Appointments;
import org.kangcheng.booking.BookResult;
import org.kangcheng.booking.Booking;
import org.kangcheng.booking.ClinicKind;
import org.kangcheng.booking.HalfDay;
import org.kangcheng.booking.NewSession;
import org.kangcheng.booking.Session;
import org.kangcheng.booking.SessionOffer;
import org.kangcheng.booking.Sessions;
import org.kangcheng.card.Cards;
import org.kangcheng.card.Codes;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.directory.Practitioner;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.Enrolments;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.operation.Invariants;
import org.kangcheng.terminology.CareChannel;
import org.kangcheng.terminology.CareStep;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

/** A hospital with its staff at their desks, and people with cards who come to it. */
public abstract class VisitPlatform extends TestPlatform {
    private static final String PASSWORD = "visit-password-1";

    @LocalServerPort
    protected int port;

    @Autowired
    private Accounts accounts;

    @Autowired
    protected Desks desks;

    @Autowired
    protected Reception reception;

    @Autowired
    protected Consultation consultation;

    @Autowired
    protected Ordering ordering;

    @Autowired
    protected Laboratory laboratory;

    @Autowired
    protected Pharmacy pharmacy;

    @Autowired
    protected Bills bills;

    @Autowired
    protected Refunds refunds;

    @Autowired
    protected Visits visits;

    @Autowired
    protected Appointments appointments;

    @Autowired
    private Sessions sessions;

    @Autowired
    private Institutions institutions;

    @Autowired
    private Enrolments enrolments;

    @Autowired
    private Cards cards;

    @Autowired
    protected Codes codes;

    @Autowired
    protected Clock clock;

    protected Institution hospital;
    protected Department clinic;
    protected long person;

    @BeforeEach
    void aHospitalAndSomebody() {
        hospital = institutions.list(Institution.Kind.HOSPITAL, "").get(3);
        clinic = department("内分泌科");
        person = resident();
    }

    @AfterEach
    void theTruthsHold() throws Exception {
        try (var connection = TestDatabase.access().connectAsOwner()) {
            assertThat(Invariants.check(connection))
                    .filteredOn(finding -> finding.name().matches("(encounter|payment|settlement|survey)/.*"))
                    .hasSizeGreaterThan(14)
                    .allMatch(Invariants.Finding::holds);
        }
    }

    protected long resident() {
        EnrolResult enrolled = enrolments.enrol(Actor.system("test"), TestPeople.someone());
        long key = ((EnrolResult.Enrolled) enrolled).personKey();
        cards.issue(Actor.system("test"), key);
        return key;
    }

    protected Department department(String name) {
        return department(hospital, name);
    }

    protected Department department(Institution institution, String name) {
        return institutions.departments(institution.institutionId()).stream()
                .filter(it -> it.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    protected Institution another() {
        return institutions.list(Institution.Kind.HOSPITAL, "").get(4);
    }

    /** The scanner types her code into the page. */
    protected void scan(Browser desk, String place) {
        desk.open(place);
        desk.submit(place + "/read", "code", codes.staticCode(person), "requestKey", desk.hidden("requestKey"));
    }

    /** A browser in which somebody of the staff has signed in. */
    protected Browser signedIn(Actor as) {
        String name = "visit-" + UUID.randomUUID();
        accounts.create(
                Actor.system("test"),
                new Accounts.NewAccount(
                        name,
                        as.name(),
                        PASSWORD,
                        Set.copyOf(as.roles()),
                        as.institutionId(),
                        as.departmentId(),
                        as.practitionerId(),
                        hospital.areaCode(),
                        false));
        Browser browser = new Browser(port);
        browser.open("/sign-in");
        browser.submit("/sign-in", "username", name, "password", PASSWORD);
        assertThat(browser.path).isEqualTo("/staff");
        return browser;
    }

    protected Actor registrar() {
        return staff(Role.REGISTRAR, hospital, null);
    }

    protected Actor doctor(Department room) {
        return staff(Role.DOCTOR, hospital, room);
    }

    protected Actor technician() {
        return staff(Role.LABORATORY, hospital, department("检验科"));
    }

    protected Actor pharmacist() {
        return staff(Role.PHARMACIST, hospital, department("药剂科"));
    }

    protected Actor staff(Role role, Institution at, @Nullable Department room) {
        Long practitioner = room == null
                ? null
                : institutions.practitioners(at.institutionId()).stream()
                        .filter(it -> it.departmentId() == room.departmentId())
                        .map(Practitioner::practitionerId)
                        .findFirst()
                        .orElseThrow();
        Long departmentId = room == null ? null : room.departmentId();
        return new Actor(
                Actor.Kind.STAFF,
                "7",
                role.label(),
                Set.of(role),
                at.institutionId(),
                departmentId,
                practitioner,
                null,
                null,
                false);
    }

    /** Of all day: some of its numbers are still to come. */
    protected Appointment appointment(Institution at, Department room) {
        return appointment(at, room, 0);
    }

    protected Appointment appointment(Institution at, Department room, int daysAhead) {
        Session session = session(at, room, CityTime.today(clock).plusDays(daysAhead));
        BookResult booked = appointments.book(Booking.next(session.id(), person, CareChannel.MINI_PROGRAM, key()));
        return ((BookResult.Booked) booked).appointment();
    }

    private Session session(Institution at, Department room, LocalDate day) {
        List<SessionOffer> offers = sessions.find(at.institutionId(), room.departmentId(), day, day);
        if (offers.isEmpty()) {
            sessions.create(new NewSession(
                    at.institutionId(),
                    room.departmentId(),
                    null,
                    day,
                    HalfDay.AM,
                    ClinicKind.ORDINARY,
                    "门诊楼",
                    new Fen(400),
                    new Fen(1200),
                    LocalTime.MIN,
                    LocalTime.of(23, 59),
                    200,
                    clock.instant()));
            offers = sessions.find(at.institutionId(), room.departmentId(), day, day);
        }
        return offers.getFirst().session();
    }

    protected PublicId read(Actor actor, CareStep step) {
        return done(desks.read(actor, codes.staticCode(person), step, key())).id();
    }

    protected Visit arrived() {
        return done(reception.register(
                registrar(),
                read(registrar(), CareStep.REGISTRATION),
                clinic.departmentId(),
                Visit.Kind.OUTPATIENT,
                key()));
    }

    protected Visit inside() {
        arrived();
        return done(consultation.begin(doctor(clinic), read(doctor(clinic), CareStep.CONSULTATION)));
    }

    protected static String key() {
        return UUID.randomUUID().toString();
    }

    protected static <T> T done(Outcome<T> outcome) {
        return outcome.orRefuse();
    }

    protected static String refused(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Done<?> done -> "done: " + done.value();
            case Outcome.NotDone<?>(Refusal refusal) -> refusal.code();
        };
    }
}
