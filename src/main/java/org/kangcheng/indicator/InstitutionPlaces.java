package org.kangcheng.indicator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Which institutions lie in an area. What happens at an institution is counted for it alone; an area's figure is that of the
 * institutions that lie in it today. Read again every few seconds, because institutions move when the directory is imported.
 */
@Component
class InstitutionPlaces {
    private static final long KEPT_NANOS = 5_000_000_000L;

    record At(long institutionId, String name, String areaCode, String kind) {}

    private record Known(List<At> all, long readAt) {}

    private final JdbcClient jdbc;
    private volatile @Nullable Known known;

    InstitutionPlaces(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Long> in(String areaCode) {
        return all().stream()
                .filter(at -> at.areaCode.startsWith(areaCode))
                .map(At::institutionId)
                .toList();
    }

    Optional<At> find(long institutionId) {
        return all().stream().filter(at -> at.institutionId == institutionId).findFirst();
    }

    List<At> all() {
        Known now = known;
        if (now == null || System.nanoTime() - now.readAt > KEPT_NANOS) {
            now = new Known(
                    jdbc.sql(
                                    "select institution_id, name, area_code, kind from directory.institution order by institution_id")
                            .query(At.class)
                            .list(),
                    System.nanoTime());
            known = now;
        }
        return now.all;
    }

    /** By id. */
    Map<Long, At> byId() {
        return all().stream().collect(java.util.stream.Collectors.toMap(At::institutionId, at -> at));
    }
}
