package org.kangcheng.card;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.kangcheng.directory.Institutions;
import org.kangcheng.directory.ReadingPoint;
import org.springframework.stereotype.Component;

/** An institution's reading points, remembered for a minute: every reading asks for one, and they hardly ever change. */
@Component
class ReadingPlaces {
    private static final Duration REMEMBERED = Duration.ofMinutes(1);

    private record Known(Instant since, List<ReadingPoint> points) {}

    private final Map<Long, Known> known = new ConcurrentHashMap<>();
    private final Institutions institutions;
    private final Clock clock;

    ReadingPlaces(Institutions institutions, Clock clock) {
        this.institutions = institutions;
        this.clock = clock;
    }

    List<ReadingPoint> of(long institutionId) {
        Instant now = clock.instant();
        return known.compute(
                        institutionId,
                        (id, before) -> before != null
                                        && before.since().plus(REMEMBERED).isAfter(now)
                                ? before
                                : new Known(now, institutions.readingPoints(id)))
                .points();
    }

    Optional<ReadingPoint> find(long institutionId, long readingPointId) {
        return of(institutionId).stream()
                .filter(point -> point.readingPointId() == readingPointId)
                .findFirst();
    }
}
