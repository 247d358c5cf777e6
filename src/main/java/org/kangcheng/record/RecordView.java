package org.kangcheng.record;

import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Readings.Reading;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Slice;
import org.springframework.stereotype.Component;

/** The record in words and local times, as pages show it. */
@Component
class RecordView {
    private static final int PAGE = 30;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

    record Line(String id, String kind, String title, String gist, String institution, String at) {}

    record Version(int version, String at, String status) {}

    record Value(String at, String name, String value, String institution, boolean outside) {}

    record Looked(String at, String who, String institution, String what, String purpose, @Nullable String reason) {}

    private final Timeline timeline;
    private final Institutions institutions;
    private final Readings readings;

    RecordView(Timeline timeline, Institutions institutions, Readings readings) {
        this.timeline = timeline;
        this.institutions = institutions;
        this.readings = readings;
    }

    Slice<Line> timeline(long personKey, @Nullable Kind kind, @Nullable String after) {
        Timeline.Filter filter = kind == null ? Timeline.Filter.ALL : Timeline.Filter.of(kind);
        return timeline.of(personKey, filter, after, PAGE)
                .map(it -> new Line(
                        it.id().toString(),
                        it.kind().label(),
                        it.title(),
                        it.gist(),
                        institution(it.institutionId()),
                        time(it.at())));
    }

    List<Version> versions(List<Entry> history) {
        return history.stream()
                .map(it -> new Version(it.version(), time(it.recordedAt()), it.deleted() ? "已作废" : "有效"))
                .toList();
    }

    List<Value> values(List<Trends.Point> points) {
        return points.reversed().stream()
                .map(it -> new Value(
                        time(it.at()),
                        it.name(),
                        it.value().toPlainString() + " " + it.unit(),
                        institution(it.institutionId()),
                        it.outside()))
                .toList();
    }

    Slice<Looked> readings(long personKey, @Nullable String after) {
        return readings.of(personKey, after, PAGE).map(this::looked);
    }

    private Looked looked(Reading reading) {
        Long institution = reading.institutionId();
        boolean self = reading.purpose() == Purpose.SELF;
        return new Looked(
                time(reading.at()),
                self ? "本人" : reading.actorName(),
                institution == null ? "" : institution(institution),
                reading.what(),
                reading.purpose().label(),
                reading.reason());
    }

    String institution(long institutionId) {
        return institutions.find(institutionId).map(Institution::name).orElse("其他机构");
    }

    static String time(java.time.Instant at) {
        return CityTime.local(at).format(TIME);
    }
}
