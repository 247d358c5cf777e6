package org.kangcheng.encounter;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Slice;
import org.springframework.stereotype.Component;

/** 就诊: what others may ask about visits. Who may read, and the log of readings, are the caller's care. */
@Component
public class Visits {
    /** What a desk still does for a visit: a sample, a medicine, a bill some days later. */
    private static final int DESK_DAYS = 7;

    private final VisitTable table;
    private final QueueTable queue;
    private final StepTable steps;
    private final DiagnosisTable diagnoses;
    private final People people;
    private final Clock clock;

    Visits(VisitTable table, QueueTable queue, StepTable steps, DiagnosisTable diagnoses, People people, Clock clock) {
        this.table = table;
        this.queue = queue;
        this.steps = steps;
        this.diagnoses = diagnoses;
        this.people = people;
        this.clock = clock;
    }

    public Optional<Visit> find(PublicId visit) {
        return table.find(visit);
    }

    /** A person's visits everywhere and under all keys the person ever had, newest first. */
    public Slice<Visit> of(long personKey, @Nullable String after, int limit) {
        long before = after == null ? Long.MAX_VALUE : Long.parseLong(after);
        List<Visit> rows = table.of(people.aliases(personKey), before, limit + 1);
        return Slice.of(rows, limit, visit -> Long.toString(visit.visitId()));
    }

    /** A person's visits of the last days at one institution: what its desks may still have to do with. */
    public List<Visit> recent(long personKey, long institutionId) {
        LocalDate since = CityTime.today(clock).minusDays(DESK_DAYS);
        return table.at(people.aliases(personKey), institutionId, since);
    }

    /** Today's visits of a department in the order of their numbers. */
    public Slice<Waiting> queue(long institutionId, long departmentId, @Nullable String after, int limit) {
        int from = after == null ? 0 : Integer.parseInt(after);
        List<Waiting> rows = queue.list(institutionId, CityTime.today(clock), departmentId, from, limit + 1);
        return Slice.of(rows, limit, row -> Integer.toString(row.queueNo()));
    }

    /** Finished visits of an institution from a day to a day; at most so many, the newest. */
    public List<Waiting> finished(long institutionId, LocalDate first, LocalDate last, int most) {
        return queue.finished(institutionId, first, last, most);
    }

    /** Today's visits of an institution, the newest first. */
    public Slice<Waiting> today(long institutionId, @Nullable String after, int limit) {
        long before = after == null ? Long.MAX_VALUE : Long.parseLong(after);
        List<Waiting> rows = queue.newest(institutionId, CityTime.today(clock), before, limit + 1);
        return Slice.of(rows, limit, row -> Long.toString(row.visitId()));
    }

    public List<Step> steps(PublicId visit) {
        return steps.of(visit);
    }

    public List<Diagnosis> diagnoses(PublicId visit) {
        return diagnoses.ofVisit(visit);
    }
}
