package org.kangcheng.notice;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.kangcheng.access.TextMessages;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.SealedText;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** The simulated text-message channel: keeps what it was given to send. */
@Component
class Messages implements TextMessages {
    private static final Duration KEPT = Duration.ofDays(7);

    record Message(Instant at, String phone, String text) {}

    private final JdbcClient jdbc;
    private final SealedText sealed;
    private final Ids ids;
    private final Clock clock;

    Messages(JdbcClient jdbc, SealedText sealed, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.sealed = sealed;
        this.ids = ids;
        this.clock = clock;
    }

    @Override
    public void send(String phone, String text) {
        jdbc.sql("insert into notice.text_message (message_id, at, phone_sealed, text_sealed) values (?, ?, ?, ?)")
                .params(ids.next(), Timestamp.from(clock.instant()), sealed.seal(phone), sealed.seal(text))
                .update();
    }

    /** What has been sent by now: a rehearsed day may lie ahead. */
    List<Message> newest(int limit) {
        return jdbc.sql("""
                select at, phone_sealed, text_sealed from notice.text_message
                 where at <= ? order by message_id desc limit ?
                """)
                .params(Timestamp.from(clock.instant()), limit)
                .query((row, n) -> new Message(
                        row.getTimestamp("at").toInstant(),
                        sealed.open(row.getBytes("phone_sealed")),
                        sealed.open(row.getBytes("text_sealed"))))
                .list();
    }

    @Scheduled(cron = "0 10 3 * * *")
    void cutOff() {
        jdbc.sql("delete from notice.text_message where at < ?")
                .param(Timestamp.from(clock.instant().minus(KEPT)))
                .update();
    }
}
