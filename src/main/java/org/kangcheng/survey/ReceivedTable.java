package org.kangcheng.survey;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.encounter.Visit;
import org.kangcheng.kernel.CityTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The ratings by the institution that they are of, without anybody's name. */
@Component
class ReceivedTable {
    /** @param visitId only keeps the order; it is not shown */
    record Received(long visitId, long departmentId, Rating rating, Instant ratedAt) {}

    /** Which of an institution's month: null for any. */
    record Filter(
            @Nullable Long departmentId,
            @Nullable Question question,
            @Nullable Integer stars) {}

    private final JdbcClient jdbc;

    ReceivedTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Visit visit, Rating rating, Instant now) {
        jdbc.sql("""
                insert into survey.received (institution_id, visit_id, department_id, month, service, waiting, result,
                    comment, rated_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(visit.institutionId(), visit.visitId(), visit.departmentId())
                .params(YearMonth.from(CityTime.dayOf(now)).atDay(1), rating.service(), rating.waiting())
                .params(rating.result(), rating.comment(), Timestamp.from(now))
                .update();
    }

    /** Those of the newest visits first, below a visit. */
    List<Received> before(long institutionId, YearMonth month, Filter filter, long visitId, int limit) {
        return jdbc.sql("""
                select visit_id, department_id, service, waiting, result, comment, rated_at from survey.received
                 where institution_id = :institution and month = :month and visit_id < :visit
                   and (cast(:department as bigint) is null or department_id = :department)
                   and (cast(:stars as int) is null or :stars =
                        case :question when 'SERVICE' then service when 'WAITING' then waiting else result end)
                 order by visit_id desc limit :limit
                """)
                .param("institution", institutionId)
                .param("month", month.atDay(1))
                .param("visit", visitId)
                .param("department", filter.departmentId(), Types.BIGINT)
                .param("stars", filter.stars(), Types.INTEGER)
                .param(
                        "question",
                        filter.question() == null ? "" : filter.question().name())
                .param("limit", limit)
                .query((row, n) -> received(row))
                .list();
    }

    private static Received received(ResultSet row) throws SQLException {
        Rating rating = new Rating(
                row.getInt("service"), row.getInt("waiting"), row.getInt("result"), row.getString("comment"));
        return new Received(
                row.getLong("visit_id"),
                row.getLong("department_id"),
                rating,
                row.getTimestamp("rated_at").toInstant());
    }
}
