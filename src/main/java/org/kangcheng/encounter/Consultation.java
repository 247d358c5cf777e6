package org.kangcheng.encounter;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.directory.Department;
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

/** 接诊: the doctor calls, reads the code of who comes in, asks, diagnoses, and ends the visit. */
@Component
public class Consultation {
    private static final int COMPLAINT_LENGTH = 500;
    static final Refusal NOT_HERE = Refusal.conflict("not-in-progress", "该次就诊不在本诊室进行中。");
    static final Refusal NO_ROOM = Refusal.forbidden("您的账号没有绑定医师和科室,不能接诊。");

    private final Desks desks;
    private final Admission admission;
    private final Ending ending;
    private final VisitTable visits;
    private final QueueTable queue;
    private final StepTable steps;
    private final DiagnosisTable diagnoses;
    private final VisitFiling filing;
    private final Catalogue catalogue;
    private final Institutions institutions;
    private final People people;
    private final Clock clock;

    Consultation(
            Desks desks,
            Admission admission,
            Ending ending,
            VisitTable visits,
            QueueTable queue,
            StepTable steps,
            DiagnosisTable diagnoses,
            VisitFiling filing,
            Catalogue catalogue,
            Institutions institutions,
            People people,
            Clock clock) {
        this.desks = desks;
        this.admission = admission;
        this.ending = ending;
        this.visits = visits;
        this.queue = queue;
        this.steps = steps;
        this.diagnoses = diagnoses;
        this.filing = filing;
        this.catalogue = catalogue;
        this.institutions = institutions;
        this.people = people;
        this.clock = clock;
    }

    /** 叫号: the next of the doctor's department who was not called; empty when nobody waits. */
    @Transactional
    public Optional<Waiting> callNext(Actor doctor) {
        Department room = room(doctor).orElseThrow(NO_ROOM::asException);
        return queue.call(
                doctor.institution(),
                CityTime.today(clock),
                room.departmentId(),
                doctor.practitionerId(),
                clock.instant());
    }

    /**
     * Takes in the person whose code was read in the consulting room. A department without numbers takes in everybody;
     * any other only who is in its own queue today. Who is inside already stays inside.
     */
    @Transactional
    public Outcome<Visit> begin(Actor doctor, PublicId reading) {
        Department room = room(doctor).orElse(null);
        if (room == null || doctor.practitionerId() == null) {
            return Outcome.no(NO_ROOM);
        }
        return switch (desks.standing(doctor, reading, CareStep.CONSULTATION)) {
            case Outcome.NotDone<DeskReading>(Refusal refusal) -> Outcome.no(refusal);
            case Outcome.Done<DeskReading>(DeskReading read) -> begin(doctor, room, read);
        };
    }

    private Outcome<Visit> begin(Actor doctor, Department room, DeskReading reading) {
        LocalDate today = CityTime.today(clock);
        List<Visit> open = visits.at(people.aliases(reading.personKey()), reading.institutionId(), today).stream()
                .filter(Visit::open)
                .toList();
        Visit visit = open.stream()
                .filter(it -> it.departmentId() == room.departmentId())
                .findFirst()
                .orElseGet(() -> walkIn(doctor, room, reading));
        return visit == null ? Outcome.no(notQueued(open)) : Outcome.done(start(doctor, room, visit, reading));
    }

    private @Nullable Visit walkIn(Actor doctor, Department room, DeskReading reading) {
        if (room.takesNumbers()) {
            return null;
        }
        return admission.admit(
                new Admission.Arrival(
                        reading,
                        room,
                        doctor.practitionerId(),
                        Visit.Kind.OUTPATIENT,
                        null,
                        Fen.ZERO,
                        Fen.ZERO,
                        "reading:" + reading.readingId()),
                doctor.name());
    }

    private Refusal notQueued(List<Visit> elsewhere) {
        if (elsewhere.isEmpty()) {
            return Refusal.rule("not-registered", "该患者今天没有在本科报到,请先到窗口报到或挂号。");
        }
        Visit other = elsewhere.getFirst();
        String name = institutions
                .department(other.institutionId(), other.departmentId())
                .map(Department::name)
                .orElse("其他科室");
        return Refusal.rule("wrong-department", "该患者今天挂的是%s,不是本科,请引导到%s。".formatted(name, name));
    }

    private Visit start(Actor doctor, Department room, Visit visit, DeskReading reading) {
        long practitioner = java.util.Objects.requireNonNull(doctor.practitionerId());
        if (!visits.start(visit.id(), practitioner, clock.instant())) {
            return visit;
        }
        Visit started = visits.find(visit.id()).orElseThrow();
        queue.follow(started);
        steps.add(started.id(), Step.Kind.CONSULTED, reading, room.name(), doctor.name());
        return started;
    }

    /** 主诉. */
    @Transactional
    public Outcome<Visit> noteComplaint(Actor doctor, PublicId visit, String complaint) {
        Visit present = present(doctor, visit).orElse(null);
        if (present == null) {
            return Outcome.no(NOT_HERE);
        }
        if (complaint.length() > COMPLAINT_LENGTH) {
            return Outcome.no(Refusal.badInput("complaint-too-long", "主诉最多 500 字。"));
        }
        visits.setComplaint(visit, complaint.strip());
        return Outcome.done(visits.find(visit).orElseThrow());
    }

    /** Diagnoses once, however often the same is sent. */
    @Transactional
    public Outcome<Diagnosis> diagnose(Actor doctor, PublicId visit, String code, String note) {
        Visit present = present(doctor, visit).orElse(null);
        Disease disease = catalogue.disease(code).orElse(null);
        if (present == null) {
            return Outcome.no(NOT_HERE);
        }
        if (disease == null || note.length() > COMPLAINT_LENGTH) {
            return Outcome.no(Refusal.badInput("unknown-diagnosis", "请从诊断列表中选择,补充说明最多 500 字。"));
        }
        Diagnosis diagnosis = new Diagnosis(code, disease.name(), note.strip(), clock.instant());
        if (diagnoses.insert(visit, diagnosis)) {
            filing.diagnosed(present, diagnosis);
        }
        return Outcome.done(diagnosis);
    }

    /** The visit is over; results that are still to come are filed when they come. */
    @Transactional
    public Outcome<Visit> finish(Actor doctor, PublicId visit) {
        return visits.lock(visit)
                .filter(it -> treats(doctor, it))
                .map(it -> ending.finish(doctor, it))
                .orElseGet(() -> Outcome.no(NOT_HERE));
    }

    /** The visit, held, if it goes on in this doctor's department. */
    Optional<Visit> present(Actor doctor, PublicId visit) {
        return visits.lock(visit).filter(it -> treats(doctor, it) && it.state() == State.IN_PROGRESS);
    }

    /** Whether the visit is of this doctor's department. */
    boolean treats(Actor doctor, Visit visit) {
        return room(doctor)
                .filter(room ->
                        visit.institutionId() == room.institutionId() && visit.departmentId() == room.departmentId())
                .isPresent();
    }

    Optional<Department> room(Actor doctor) {
        Long departmentId = doctor.departmentId();
        return departmentId == null ? Optional.empty() : institutions.department(doctor.institution(), departmentId);
    }
}
