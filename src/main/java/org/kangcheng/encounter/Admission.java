package org.kangcheng.encounter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Department;
import org.kangcheng.encounter.Visit.State;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Fen;
import org.kangcheng.kernel.Ids;
import org.kangcheng.record.Grants;
import org.springframework.stereotype.Component;

/** Makes a visit of a person who is there, in the caller's transaction: number, queue, record, grant, step and fees. */
@Component
class Admission {
    /** 诊疗关系: how long after a visit its institution may still read the record (results, follow-up questions). */
    static final Duration GRANT = Duration.ofDays(7);

    /**
     * @param practitionerId who was booked; null when anybody of the department may see the person
     * @param appointmentId null for who comes without
     */
    record Arrival(
            DeskReading reading,
            Department department,
            @Nullable Long practitionerId,
            Visit.Kind kind,
            @Nullable Long appointmentId,
            Fen registration,
            Fen consulting,
            String requestKey) {}

    private final VisitTable visits;
    private final QueueTable queue;
    private final StepTable steps;
    private final FeeTable fees;
    private final VisitFiling filing;
    private final Grants grants;
    private final Ids ids;
    private final Clock clock;

    Admission(
            VisitTable visits,
            QueueTable queue,
            StepTable steps,
            FeeTable fees,
            VisitFiling filing,
            Grants grants,
            Ids ids,
            Clock clock) {
        this.visits = visits;
        this.queue = queue;
        this.steps = steps;
        this.fees = fees;
        this.filing = filing;
        this.grants = grants;
        this.ids = ids;
        this.clock = clock;
    }

    /** The new visit; or null when another request has just made one for the same person and department. */
    @Nullable
    Visit admit(Arrival arrival, String actorName) {
        Visit visit = visit(arrival);
        if (!visits.insert(visit, arrival.requestKey())) {
            return null;
        }
        queue.insert(visit);
        filing.arrived(visit, arrival.department().name());
        grants.grant(
                visit.personKey(),
                visit.institutionId(),
                basis(visit),
                visit.arrivedAt().plus(GRANT));
        steps.add(
                visit.id(),
                Step.Kind.CHECKED_IN,
                arrival.reading(),
                arrival.department().name(),
                actorName);
        fees.add(visit.id(), Fee.Kind.REGISTRATION, visit.visitId(), "挂号费", arrival.registration());
        fees.add(visit.id(), Fee.Kind.CONSULTATION, visit.visitId(), "诊查费", arrival.consulting());
        return visit;
    }

    static String basis(Visit visit) {
        return "visit:" + visit.visitId();
    }

    private Visit visit(Arrival arrival) {
        // As the database keeps it, so that a visit read again is equal to the one that was made.
        Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
        DeskReading reading = arrival.reading();
        Department department = arrival.department();
        return new Visit(
                reading.personKey(),
                ids.next(),
                reading.institutionId(),
                department.departmentId(),
                arrival.practitionerId(),
                arrival.kind(),
                State.ARRIVED,
                arrival.appointmentId(),
                queue.next(reading.institutionId(), CityTime.dayOf(now), department.departmentId()),
                CityTime.dayOf(now),
                "",
                now,
                null,
                null,
                filing.newEntry(reading.personKey()));
    }
}
