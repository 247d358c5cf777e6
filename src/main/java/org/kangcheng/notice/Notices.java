package org.kangcheng.notice;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.kangcheng.access.Actor;
import org.kangcheng.kernel.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** 站内通知: what members of staff are told when they sign in. Says that there is something, and where; never about whom. */
@Component
public class Notices {
    private static final int SHOWN = 50;
    private static final int KEPT_DAYS = 180;
    private static final int LONGEST = 200;

    /** @param path where it can be looked at */
    record Notice(long noticeId, Instant at, String title, String path, boolean seen) {}

    private final JdbcClient jdbc;
    private final Ids ids;
    private final Clock clock;

    Notices(JdbcClient jdbc, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Tells a member of staff, in the caller's transaction.
     *
     * @param account as {@link Actor#id} says
     * @param title what is longer than a notice is cut: nothing fails for it
     * @param path below /staff
     */
    public void tell(String account, String title, String path) {
        jdbc.sql("insert into notice.staff_notice (account, notice_id, at, title, path) values (?, ?, ?, ?, ?)")
                .params(
                        account,
                        ids.next(),
                        Timestamp.from(clock.instant()),
                        title.substring(0, Math.min(LONGEST, title.length())),
                        path)
                .update();
    }

    /** The newest fifty; from now on they have been seen. */
    List<Notice> look(Actor actor) {
        List<Notice> newest = jdbc.sql("""
                select notice_id, at, title, path, seen_at is not null as seen from notice.staff_notice
                 where account = ? order by notice_id desc limit ?
                """)
                .params(actor.id(), SHOWN)
                .query((row, n) -> new Notice(
                        row.getLong("notice_id"),
                        row.getTimestamp("at").toInstant(),
                        row.getString("title"),
                        row.getString("path"),
                        row.getBoolean("seen")))
                .list();
        jdbc.sql("update notice.staff_notice set seen_at = ? where account = ? and seen_at is null")
                .params(Timestamp.from(clock.instant()), actor.id())
                .update();
        return newest;
    }

    @Scheduled(cron = "0 20 3 * * *")
    void cutOff() {
        jdbc.sql("delete from notice.staff_notice where at < ?")
                .param(Timestamp.from(clock.instant().minus(Duration.ofDays(KEPT_DAYS))))
                .update();
    }
}
