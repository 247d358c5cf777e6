package org.kangcheng.encounter;

import java.time.Clock;
import java.time.Instant;
import org.kangcheng.access.Actor;
import org.kangcheng.booking.AppointmentId;
import org.kangcheng.booking.Appointments;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institutions;
import org.kangcheng.encounter.Visit.State;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.record.Grants;
import org.springframework.stereotype.Component;

/** How a visit ends, in the caller's transaction. Ending it again changes nothing. */
@Component
class Ending {
    static final Refusal UNKNOWN = Refusal.notFound("没有这次就诊。");
    private static final Refusal NOT_WAITING = Refusal.conflict("not-waiting", "该患者已开始就诊或已离开,不能取消。");
    private static final Refusal NOT_PRESENT = Refusal.conflict("not-in-progress", "该次就诊不在进行中。");
    private static final Refusal NO_DIAGNOSIS = Refusal.rule("no-diagnosis", "请先填写至少一个诊断。");

    private final VisitTable visits;
    private final QueueTable queue;
    private final StepTable steps;
    private final DiagnosisTable diagnoses;
    private final Withdrawal withdrawal;
    private final VisitFiling filing;
    private final Grants grants;
    private final Appointments appointments;
    private final Institutions institutions;
    private final Clock clock;

    Ending(
            VisitTable visits,
            QueueTable queue,
            StepTable steps,
            DiagnosisTable diagnoses,
            Withdrawal withdrawal,
            VisitFiling filing,
            Grants grants,
            Appointments appointments,
            Institutions institutions,
            Clock clock) {
        this.visits = visits;
        this.queue = queue;
        this.steps = steps;
        this.diagnoses = diagnoses;
        this.withdrawal = withdrawal;
        this.filing = filing;
        this.grants = grants;
        this.appointments = appointments;
        this.institutions = institutions;
        this.clock = clock;
    }

    Outcome<Visit> cancel(Actor actor, PublicId id) {
        Visit visit = visits.lock(id)
                .filter(it -> it.institutionId() == actor.institution())
                .orElse(null);
        if (visit == null) {
            return Outcome.no(UNKNOWN);
        }
        if (visit.state() == State.CANCELLED) {
            return Outcome.done(visit);
        }
        if (visit.state() != State.ARRIVED) {
            return Outcome.no(NOT_WAITING);
        }
        withdrawal.forgive(visit);
        return Outcome.done(end(actor, visit, State.CANCELLED, Step.Kind.CANCELLED));
    }

    Outcome<Visit> finish(Actor actor, Visit visit) {
        if (visit.state() == State.FINISHED) {
            return Outcome.done(visit);
        }
        if (visit.state() != State.IN_PROGRESS) {
            return Outcome.no(NOT_PRESENT);
        }
        if (diagnoses.ofVisit(visit.id()).isEmpty()) {
            return Outcome.no(NO_DIAGNOSIS);
        }
        Visit finished = end(actor, visit, State.FINISHED, Step.Kind.FINISHED);
        if (visit.appointmentId() != null) {
            appointments.fulfil(visit.personKey(), new AppointmentId(visit.institutionId(), visit.appointmentId()));
        }
        return Outcome.done(finished);
    }

    private Visit end(Actor actor, Visit visit, State to, Step.Kind step) {
        Instant now = clock.instant();
        visits.end(visit.id(), visit.state(), to, now);
        Visit ended = visits.find(visit.id()).orElseThrow();
        queue.follow(ended);
        steps.add(ended.id(), step, null, place(ended), actor.name());
        filing.follow(ended, diagnoses.ofVisit(ended.id()));
        grants.grant(ended.personKey(), ended.institutionId(), Admission.basis(ended), now.plus(Admission.GRANT));
        return ended;
    }

    private String place(Visit visit) {
        return institutions
                .department(visit.institutionId(), visit.departmentId())
                .map(Department::name)
                .orElse("");
    }
}
