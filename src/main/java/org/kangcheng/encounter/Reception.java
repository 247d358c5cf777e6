package org.kangcheng.encounter;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.booking.Appointment;
import org.kangcheng.booking.Appointments;
import org.kangcheng.booking.ChangeResult;
import org.kangcheng.booking.Session;
import org.kangcheng.booking.SessionId;
import org.kangcheng.booking.Sessions;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.encounter.Visit.State;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.terminology.CareStep;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 报到与现场挂号: who has an appointment of today is checked in by code; who has none is registered at the counter. */
@Component
public class Reception {
    /** Invented prices for whoever comes without an appointment; a booked session has its own. */
    private static final Fen WALK_IN_REGISTRATION = new Fen(100);

    private static final Fen WALK_IN_CONSULTING = new Fen(500);
    private static final int NEWEST = 50;
    private static final Refusal GONE = Refusal.conflict("already-arrived", "该患者刚刚已报到,请刷新页面。");

    private final Desks desks;
    private final Admission admission;
    private final VisitTable visits;
    private final Ending ending;
    private final Appointments appointments;
    private final Sessions sessions;
    private final Institutions institutions;
    private final People people;
    private final Clock clock;

    Reception(
            Desks desks,
            Admission admission,
            VisitTable visits,
            Ending ending,
            Appointments appointments,
            Sessions sessions,
            Institutions institutions,
            People people,
            Clock clock) {
        this.desks = desks;
        this.admission = admission;
        this.visits = visits;
        this.ending = ending;
        this.appointments = appointments;
        this.sessions = sessions;
        this.institutions = institutions;
        this.people = people;
        this.clock = clock;
    }

    /**
     * Checks the person in whose code was read at the registration desk: for the earliest appointment of today here. Who
     * waits already is answered with that visit. Refused when there is no such appointment (the counter may then
     * {@link #register}), or it is too late for it.
     */
    @Transactional
    public Outcome<Visit> checkIn(Actor actor, PublicId reading) {
        return switch (desks.standing(actor, reading, CareStep.REGISTRATION)) {
            case Outcome.NotDone<DeskReading>(Refusal refusal) -> Outcome.no(refusal);
            case Outcome.Done<DeskReading>(DeskReading read) -> checkIn(actor, read);
        };
    }

    private Outcome<Visit> checkIn(Actor actor, DeskReading reading) {
        LocalDate today = CityTime.today(clock);
        Optional<Visit> waiting =
                visits.at(people.aliases(reading.personKey()), reading.institutionId(), today).stream()
                        .filter(visit -> visit.state() == State.ARRIVED)
                        .findFirst();
        if (waiting.isPresent()) {
            return Outcome.done(waiting.get());
        }
        List<Appointment> booked = appointments.ofPerson(reading.personKey(), null, NEWEST).items().stream()
                .filter(it ->
                        it.state() == Appointment.State.BOOKED && !it.day().isBefore(today))
                .sorted(Comparator.comparing(Appointment::startsAt))
                .toList();
        return booked.stream()
                .filter(it -> here(it, reading) && it.day().equals(today))
                .findFirst()
                .map(appointment -> arrive(actor, reading, appointment))
                .orElseGet(() -> Outcome.no(elsewhere(booked, reading)));
    }

    private static boolean here(Appointment appointment, DeskReading reading) {
        return appointment.id().institutionId() == reading.institutionId();
    }

    private Refusal elsewhere(List<Appointment> booked, DeskReading reading) {
        if (booked.isEmpty()) {
            return Refusal.rule("no-appointment", "没有今天的预约,可在窗口现场挂号。");
        }
        Appointment next = booked.getFirst();
        if (here(next, reading)) {
            return Refusal.rule("not-today", "预约日期是%s,不是今天;今天就诊请现场挂号。".formatted(next.day()));
        }
        String name = institutions
                .find(next.id().institutionId())
                .map(Institution::name)
                .orElse("其他机构");
        return Refusal.rule("another-institution", "预约在%s(%s),不在本院;在本院就诊请现场挂号。".formatted(name, next.day()));
    }

    private Outcome<Visit> arrive(Actor actor, DeskReading reading, Appointment appointment) {
        if (appointments.checkIn(appointment.personKey(), appointment.id())
                instanceof ChangeResult.NotChanged(Refusal refusal)) {
            return Outcome.no(refusal);
        }
        Department department = department(reading, appointment.departmentId()).orElseThrow();
        Session session = sessions.find(new SessionId(
                        appointment.slot().institutionId(), appointment.slot().sessionId()))
                .orElseThrow();
        String key = "appointment:" + appointment.id().appointmentId();
        return admit(
                actor,
                new Admission.Arrival(
                        reading,
                        department,
                        session.practitionerId(),
                        Visit.Kind.OUTPATIENT,
                        appointment.id().appointmentId(),
                        session.registration(),
                        session.consulting(),
                        key));
    }

    /** 现场挂号: registers the person whose code was read, without an appointment. */
    @Transactional
    public Outcome<Visit> register(
            Actor actor, PublicId reading, long departmentId, Visit.Kind kind, String requestKey) {
        return switch (desks.standing(actor, reading, CareStep.REGISTRATION)) {
            case Outcome.NotDone<DeskReading>(Refusal refusal) -> Outcome.no(refusal);
            case Outcome.Done<DeskReading>(DeskReading read) ->
                department(read, departmentId)
                        .filter(it -> it.kind() == Department.Kind.CLINIC)
                        .map(it -> register(actor, read, it, kind, requestKey))
                        .orElseGet(() -> Outcome.no(Refusal.rule("no-clinic", "该科室不接受挂号,请另选科室。")));
        };
    }

    private Outcome<Visit> register(
            Actor actor, DeskReading reading, Department department, Visit.Kind kind, String requestKey) {
        Optional<Visit> before =
                visits.byRequest(reading.personKey(), requestKey).or(() -> open(reading, department));
        if (before.isPresent()) {
            return Outcome.done(before.get());
        }
        boolean free = !department.takesNumbers();
        return admit(
                actor,
                new Admission.Arrival(
                        reading,
                        department,
                        null,
                        kind,
                        null,
                        free ? Fen.ZERO : WALK_IN_REGISTRATION,
                        free ? Fen.ZERO : WALK_IN_CONSULTING,
                        requestKey));
    }

    private Outcome<Visit> admit(Actor actor, Admission.Arrival arrival) {
        Visit made = admission.admit(arrival, actor.name());
        if (made != null) {
            return Outcome.done(made);
        }
        return open(arrival.reading(), arrival.department()).map(Outcome::done).orElseGet(() -> Outcome.no(GONE));
    }

    private Optional<Visit> open(DeskReading reading, Department department) {
        return visits.at(people.aliases(reading.personKey()), reading.institutionId(), CityTime.today(clock)).stream()
                .filter(visit -> visit.open() && visit.departmentId() == department.departmentId())
                .findFirst();
    }

    private Optional<Department> department(DeskReading reading, long departmentId) {
        return institutions.department(reading.institutionId(), departmentId);
    }

    /** The person leaves before being seen: nothing that was not paid is owed any more. */
    @Transactional
    public Outcome<Visit> cancel(Actor actor, PublicId visit) {
        return ending.cancel(actor, visit);
    }
}
