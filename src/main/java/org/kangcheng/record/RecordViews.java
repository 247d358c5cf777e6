package org.kangcheng.record;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Slice;
import org.kangcheng.record.EntryDetails.Line;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** The record as pages show it. */
@Component
class RecordViews {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    /** One line of the timeline. */
    record Event(String id, Kind kind, String title, String gist, String at, String institution) {}

    record Version(int version, String at, boolean deleted) {}

    /** One entry with all it says. */
    record Detail(
            String id,
            String title,
            String kind,
            String at,
            String institution,
            int version,
            boolean deleted,
            List<Line> lines,
            List<String> texts,
            List<Version> versions) {}

    /** @param outside not within what the laboratory calls normal */
    record Result(
            String at, String name, String value, String unit, String range, boolean outside, String institution) {}

    private final Institutions institutions;

    RecordViews(Institutions institutions) {
        this.institutions = institutions;
    }

    /** Names, each looked up once for a page. */
    private final class Names {
        private final Map<Long, String> known = new HashMap<>();

        String of(long institutionId) {
            return known.computeIfAbsent(
                    institutionId,
                    id -> institutions.find(id).map(Institution::name).orElse("市级平台"));
        }
    }

    static String minute(Instant at) {
        return MINUTE.format(CityTime.local(at));
    }

    /** The name of an institution that read; null stands for one who works for none. */
    String institution(@Nullable Long institutionId) {
        return institutionId == null
                ? ""
                : institutions.find(institutionId).map(Institution::name).orElse("市级平台");
    }

    Slice<Event> events(Slice<TimelineEntry> slice) {
        Names names = new Names();
        return slice.map(entry -> new Event(
                entry.id().toString(),
                entry.kind(),
                entry.title(),
                entry.gist(),
                minute(entry.at()),
                names.of(entry.institutionId())));
    }

    /** @param versions newest first, the one to be shown among them */
    Detail detail(Entry shown, List<Entry> versions) {
        JsonNode resource = FhirJson.read(shown.json());
        Kind kind = Kind.of(shown.type(), resource);
        return new Detail(
                shown.id().toString(),
                Summaries.title(shown.type(), resource),
                kind == null ? shown.type() : kind.label(),
                minute(shown.effectiveAt() == null ? shown.recordedAt() : shown.effectiveAt()),
                institution(shown.institutionId()),
                shown.version(),
                shown.deleted(),
                EntryDetails.of(resource),
                EntryDetails.texts(resource),
                versions.stream()
                        .map(version -> new Version(version.version(), minute(version.recordedAt()), version.deleted()))
                        .toList());
    }

    List<Result> results(List<Trends.Point> points) {
        Names names = new Names();
        return points.stream()
                .map(point -> new Result(
                        minute(point.at()),
                        point.name(),
                        point.value().stripTrailingZeros().toPlainString(),
                        point.unit(),
                        range(point),
                        point.outside(),
                        names.of(point.institutionId())))
                .toList();
    }

    private static String range(Trends.Point point) {
        if (point.low() == null && point.high() == null) {
            return "";
        }
        return (point.low() == null ? "" : point.low().toPlainString())
                + " – "
                + (point.high() == null ? "" : point.high().toPlainString());
    }
}
