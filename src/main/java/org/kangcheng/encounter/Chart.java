package org.kangcheng.encounter;

import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Slice;
import org.kangcheng.record.Alerts;
import org.kangcheng.record.Grants;
import org.kangcheng.record.Timeline;
import org.kangcheng.record.TimelineEntry;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** What the doctor sees of the life-long record: alerts first, then the timeline. Each look is granted and logged. */
@Component
class Chart {
    private static final int ROWS = 20;
    private static final Refusal NOT_GRANTED = Refusal.forbidden("诊疗关系已结束,不能再调阅该居民的健康档案。");

    record Line(TimelineEntry entry, String institution, String at) {}

    private final Alerts alerts;
    private final Timeline timeline;
    private final Grants grants;
    private final Readings log;
    private final Institutions institutions;
    private final Clock clock;

    Chart(Alerts alerts, Timeline timeline, Grants grants, Readings log, Institutions institutions, Clock clock) {
        this.alerts = alerts;
        this.timeline = timeline;
        this.grants = grants;
        this.log = log;
        this.institutions = institutions;
        this.clock = clock;
    }

    @Transactional
    public List<Alerts.Alert> alerts(Actor doctor, long personKey) {
        look(doctor, personKey, "过敏与重要问题");
        return alerts.of(personKey);
    }

    @Transactional
    public Slice<Line> timeline(Actor doctor, long personKey, @Nullable String after) {
        look(doctor, personKey, "健康档案时间轴");
        return timeline.of(personKey, Timeline.Filter.ALL, after, ROWS).map(this::line);
    }

    private void look(Actor doctor, long personKey, String what) {
        if (!grants.holds(personKey, doctor.institution(), clock.instant())) {
            throw NOT_GRANTED.asException();
        }
        log.log(doctor, personKey, what, Purpose.TREATMENT);
    }

    private Line line(TimelineEntry entry) {
        return new Line(entry, institution(entry.institutionId()), VisitDetails.day(entry.at()));
    }

    private String institution(long institutionId) {
        return institutions.find(institutionId).map(Institution::name).orElse("");
    }
}
