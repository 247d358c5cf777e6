package org.kangcheng.governance;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.SealedText;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 来电: what the telephone exchange tells, and which seat took it. Numbers rest sealed. */
@Component
class HotlineCalls {
    private static final Duration RINGS = Duration.ofMinutes(30);
    private static final int SHOWN = 20;
    private static final String INDEX = "hotline.phone";
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个来电。");
    private static final Refusal MALFORMED =
            Refusal.badInput("call", "应有 callId（最多 64 字）、number（3 至 20 位数字）、line（最多 20 字）。");

    /** @param phone masked */
    record Ringing(String callId, String phone, String line, Instant rangAt) {}

    /** A call that is somebody's. @param phone readable, for the seat that took it */
    record Taken(String callId, String phone, List<Item> earlier) {}

    private record Row(
            String callId,
            byte[] sealedPhone,
            String line,
            Instant rangAt,
            @Nullable String takerName) {}

    private final JdbcClient jdbc;
    private final ItemTable items;
    private final SealedText sealed;
    private final Clock clock;

    HotlineCalls(JdbcClient jdbc, ItemTable items, SealedText sealed, Clock clock) {
        this.jdbc = jdbc;
        this.items = items;
        this.sealed = sealed;
        this.clock = clock;
    }

    /** An exchange may tell of the same call again. */
    @Transactional
    public void ring(String callId, String number, String line) {
        if (callId.isBlank() || callId.length() > 64 || !number.matches("\\+?[0-9]{3,20}") || line.length() > 20) {
            throw MALFORMED.asException();
        }
        jdbc.sql("""
                insert into governance.call (call_id, sealed_phone, phone_index, line, rang_at) values (?, ?, ?, ?, ?)
                on conflict (call_id) do nothing
                """)
                .params(callId, sealed.seal(number), sealed.index(INDEX, number), line, Timestamp.from(clock.instant()))
                .update();
    }

    /** What rings and nobody has taken, the newest first. */
    List<Ringing> ringing() {
        return jdbc
                .sql("""
                select call_id, sealed_phone, line, rang_at, taker_name from governance.call
                 where taken_by is null and rang_at > ? order by rang_at desc limit ?
                """)
                .params(Timestamp.from(clock.instant().minus(RINGS)), SHOWN)
                .query(Row.class)
                .list()
                .stream()
                .map(row ->
                        new Ringing(row.callId, OpenItem.masked(sealed.open(row.sealedPhone)), row.line, row.rangAt))
                .toList();
    }

    /** Of two seats one gets it; the other is told who. */
    @Transactional
    public Taken take(String callId, Hand hand) {
        boolean won = jdbc.sql("""
                update governance.call set taken_by = ?, taker_name = ?, taken_at = ? where call_id = ? and taken_by is null
                """)
                        .params(hand.id(), hand.name(), Timestamp.from(clock.instant()), callId)
                        .update()
                == 1;
        Row row = jdbc.sql(
                        "select call_id, sealed_phone, line, rang_at, taker_name from governance.call where call_id = ?")
                .param(callId)
                .query(Row.class)
                .optional()
                .orElseThrow(UNKNOWN::asException);
        if (!won && !isTakenBy(callId, hand.id())) {
            throw Refusal.conflict("call-taken", row.takerName + "已接听这个来电。").asException();
        }
        String phone = sealed.open(row.sealedPhone);
        return new Taken(callId, phone, earlier(callId, phone));
    }

    boolean isTakenBy(String callId, String id) {
        return jdbc.sql("select exists (select from governance.call where call_id = ? and taken_by = ?)")
                .params(callId, id)
                .query(Boolean.class)
                .single();
    }

    /** The orders that came of earlier calls of the same number. */
    private List<Item> earlier(String callId, String phone) {
        return jdbc.sql("""
                select call_id from governance.call where phone_index = ? and call_id <> ? order by rang_at desc limit ?
                """).params(sealed.index(INDEX, phone), callId, SHOWN).query(String.class).list().stream()
                .map(other -> OpenItem.key(HotlinePages.REGISTER, origin(other)))
                .map(key -> items.find(key, key))
                .flatMap(Optional::stream)
                .toList();
    }

    static String origin(String callId) {
        return "call:" + callId;
    }
}
