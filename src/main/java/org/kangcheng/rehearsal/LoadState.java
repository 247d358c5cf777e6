package org.kangcheng.rehearsal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.stereotype.Component;

/** Which city stands in the database. A row is there exactly when its load was completed. */
@Component
class LoadState {
    private final JdbcClient jdbc;

    LoadState(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<CityPlan> loaded() {
        return jdbc.sql("select seed, scale from rehearsal.city_load")
                .query(CityPlan.class)
                .optional();
    }

    /** Somebody was enrolled by a window, a file or an institution: whatever stands here was not generated. */
    boolean peopleOfOthers() {
        return peopleOfOthers(jdbc);
    }

    /** The same as a load sees it from within its own transaction. */
    boolean peopleOfOthers(Connection connection) {
        return peopleOfOthers(JdbcClient.create(new SingleConnectionDataSource(connection, true)));
    }

    private static boolean peopleOfOthers(JdbcClient asked) {
        return asked.sql("select exists (select from identity.person where source <> 'CITY')")
                .query(Boolean.class)
                .single();
    }

    /** In the transaction of the people themselves. */
    void complete(Connection connection, CityPlan plan, Instant at) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("""
                insert into rehearsal.city_load (seed, scale, people, cards, completed_at) values (?, ?, ?, ?, ?)
                """)) {
            insert.setLong(1, plan.seed());
            insert.setDouble(2, plan.scale());
            insert.setLong(3, plan.people());
            insert.setLong(4, plan.cards());
            insert.setTimestamp(5, Timestamp.from(at));
            insert.executeUpdate();
        }
    }
}
