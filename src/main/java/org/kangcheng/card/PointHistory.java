package org.kangcheng.card;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.card.ReadingPointPages.Line;
import org.kangcheng.identity.Sex;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Masks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The last readings at a place, those that succeeded and those that did not. */
@Component
class PointHistory {
    private static final int SHOWN = 10;

    private record Seen(long personKey, Instant at, String name, int sex) {
        Line line() {
            return new Line(
                    time(at), true, Masks.name(name) + " " + Sex.ofCode(sex).label());
        }
    }

    private record Failed(Instant at, String reason) {
        Line line() {
            return new Line(time(at), false, CardRefusals.of(reason).message());
        }
    }

    private record Timed(Instant at, Line line) {}

    private final JdbcClient jdbc;
    private final Readings readings;

    PointHistory(JdbcClient jdbc, Readings readings) {
        this.jdbc = jdbc;
        this.readings = readings;
    }

    /** Newest first. Showing it is a disclosure, and logged as one. */
    @Transactional
    List<Line> newest(Actor actor, ReadingAt here) {
        List<Seen> seen = seen(here);
        if (!seen.isEmpty()) {
            readings.logDisclosure(
                    actor, seen.stream().map(Seen::personKey).distinct().toList(), "受理点最近识读", Purpose.CARD);
        }
        Stream<Timed> good = seen.stream().map(one -> new Timed(one.at(), one.line()));
        Stream<Timed> bad = failed(here).stream().map(one -> new Timed(one.at(), one.line()));
        return Stream.concat(good, bad)
                .sorted(Comparator.comparing(Timed::at).reversed())
                .limit(SHOWN)
                .map(Timed::line)
                .toList();
    }

    private List<Seen> seen(ReadingAt here) {
        return jdbc.sql("""
                select record.person_key, record.at, person.name, person.sex
                  from card.point_use point
                  join card.use_record record using (person_key, use_id)
                  join identity_pub.person using (person_key)
                 where point.institution_id = ? and point.reading_point_id = ?
                 order by point.use_id desc limit ?
                """)
                .params(here.institutionId(), here.readingPointId() == null ? 0 : here.readingPointId(), SHOWN)
                .query(Seen.class)
                .list();
    }

    private List<Failed> failed(ReadingAt here) {
        return jdbc.sql("""
                select at, reason from (select * from card.failed_reading where institution_id = ?
                                         order by failed_id desc limit 200) newest
                 where reading_point_id is not distinct from ?::bigint limit ?
                """)
                .params(here.institutionId(), here.readingPointId(), SHOWN)
                .query(Failed.class)
                .list();
    }

    private static String time(Instant at) {
        return CityTime.local(at).format(PageTimes.CLOCK);
    }
}
