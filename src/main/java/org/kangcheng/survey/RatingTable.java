package org.kangcheng.survey;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.kangcheng.encounter.Visit;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class RatingTable {
    private final JdbcClient jdbc;

    RatingTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when the visit was rated before. */
    boolean insert(Visit visit, Rating rating, Instant now) {
        return jdbc.sql("""
                insert into survey.rating (person_key, visit_id, institution_id, department_id, service, waiting,
                    result, comment, rated_at, day)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                        .params(visit.personKey(), visit.visitId(), visit.institutionId(), visit.departmentId())
                        .params(rating.service(), rating.waiting(), rating.result(), rating.comment())
                        .params(Timestamp.from(now), CityTime.dayOf(now))
                        .update()
                == 1;
    }

    Optional<Rating> find(PublicId visit) {
        return jdbc.sql("""
                select service, waiting, result, comment from survey.rating where person_key = ? and visit_id = ?
                """)
                .params(visit.shard(), visit.key())
                .query(Rating.class)
                .optional();
    }
}
