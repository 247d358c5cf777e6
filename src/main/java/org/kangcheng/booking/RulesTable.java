package org.kangcheng.booking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class RulesTable {
    private final JdbcClient jdbc;

    RulesTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Rules of(long institutionId) {
        return jdbc.sql("select * from booking.rules where institution_id = ?")
                .param(institutionId)
                .query(RulesTable::rules)
                .optional()
                .orElse(Rules.DEFAULT);
    }

    void set(long institutionId, Rules rules) {
        jdbc.sql("""
                insert into booking.rules (institution_id, window_days, release_at, cancel_before_min, late_after_min,
                    hold_min, no_show_limit, no_show_days, ban_days)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (institution_id) do update set window_days = excluded.window_days,
                    release_at = excluded.release_at, cancel_before_min = excluded.cancel_before_min,
                    late_after_min = excluded.late_after_min, hold_min = excluded.hold_min,
                    no_show_limit = excluded.no_show_limit, no_show_days = excluded.no_show_days,
                    ban_days = excluded.ban_days
                """)
                .params(institutionId, rules.windowDays(), rules.releaseAt())
                .params(rules.cancelBefore().toMinutes(), rules.lateAfter().toMinutes())
                .params(rules.hold().toMinutes(), rules.noShowLimit(), rules.noShowDays(), rules.banDays())
                .update();
    }

    private static Rules rules(ResultSet row, int n) throws SQLException {
        return new Rules(
                row.getInt("window_days"),
                row.getObject("release_at", LocalTime.class),
                Duration.ofMinutes(row.getInt("cancel_before_min")),
                Duration.ofMinutes(row.getInt("late_after_min")),
                Duration.ofMinutes(row.getInt("hold_min")),
                row.getInt("no_show_limit"),
                row.getInt("no_show_days"),
                row.getInt("ban_days"));
    }
}
