package org.kangcheng.booking;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.kangcheng.TestDatabase;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.booking.BookResult.Booked;
import org.kangcheng.booking.CreateResult.Created;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.Enrolments;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.Fen;
import org.kangcheng.operation.Invariants;
import org.kangcheng.terminology.CareChannel;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Primary;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/**
 * A hospital with sessions, people who want numbers, and a clock in the test's hand, at a Monday's 09:00. After each
 * test the invariants hold.
 */
@Import(BookingPlatform.Time.class)
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
abstract class BookingPlatform extends TestPlatform {
    private static final LocalDate FIRST = LocalDate.of(2030, 3, 4);
    private static final int WEEKS_APART = 20;
    private static final AtomicInteger LATEST = new AtomicInteger();

    @TestConfiguration
    static class Time {
        @Bean
        @Primary
        MovableClock movableClock() {
            return new MovableClock(Instant.EPOCH);
        }
    }

    @Autowired
    MovableClock clock;

    @Autowired
    Sessions sessions;

    @Autowired
    Slots slots;

    @Autowired
    Appointments appointments;

    @Autowired
    MockMvc mvc;

    @Autowired
    private Enrolments enrolments;

    @Autowired
    private Institutions institutions;

    /** A Monday, for each test another one, months apart, so that none meets another's sessions. */
    LocalDate today;

    Institution hospital;
    Department clinic;

    @BeforeEach
    void aTimeOfItsOwn() {
        today = FIRST.plusWeeks(LATEST.getAndAdd(WEEKS_APART));
        clock.set(today.atTime(9, 0));
        hospital = institutions.list(Institution.Kind.HOSPITAL, "").getFirst();
        clinic = clinics().getFirst();
    }

    @AfterEach
    void invariantsHold() throws Exception {
        try (var connection = TestDatabase.access().connectAsOwner()) {
            assertThat(Invariants.check(connection))
                    .filteredOn(finding -> finding.name().startsWith("booking"))
                    .hasSizeGreaterThan(8)
                    .allMatch(Invariants.Finding::holds);
        }
    }

    List<Department> clinics() {
        return institutions.departments(hospital.institutionId()).stream()
                .filter(department -> department.kind() == Department.Kind.CLINIC && department.takesNumbers())
                .toList();
    }

    /** Of today's afternoon, released, so many numbers. */
    Session session(int capacity) {
        return created(plan(clinic, today, HalfDay.PM, capacity));
    }

    NewSession plan(Department department, LocalDate day, HalfDay half, int capacity) {
        LocalTime from = half == HalfDay.AM ? LocalTime.of(8, 0) : LocalTime.of(14, 0);
        return new NewSession(
                department.institutionId(),
                department.departmentId(),
                null,
                day,
                half,
                ClinicKind.ORDINARY,
                "门诊楼二层",
                Fen.ofYuan(1),
                Fen.ofYuan(5),
                from,
                from.plusHours(3),
                capacity,
                null);
    }

    Session created(NewSession plan) {
        assertThat(sessions.create(plan)).isInstanceOf(Created.class);
        return sessions.find(plan.institutionId(), plan.departmentId(), plan.day(), plan.day())
                .getLast()
                .session();
    }

    long somebody() {
        return switch (enrolments.enrol(Actor.system("test"), TestPeople.someone())) {
            case EnrolResult.Enrolled(long personKey) -> personKey;
            case EnrolResult other -> throw new AssertionError(other);
        };
    }

    BookResult book(Session session, long person) {
        return appointments.book(Booking.next(
                session.id(),
                person,
                CareChannel.MINI_PROGRAM,
                UUID.randomUUID().toString()));
    }

    Appointment booked(Session session, long person) {
        return ((Booked) book(session, person)).appointment();
    }

    int free(Session session) {
        return sessions.find(hospital.institutionId(), session.departmentId(), session.day(), session.day()).stream()
                .filter(offer -> offer.session().id().equals(session.id()))
                .findFirst()
                .orElseThrow()
                .free();
    }

    static RequestPostProcessor worksAt(long institutionId, Actor.Kind kind, Role role) {
        return SignedInAs.actor(new Actor(kind, "7", "测试", Set.of(role), institutionId, null, null, null, null, false));
    }
}
