package org.kangcheng.booking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads numbers; {@link NumberTable} gives and takes them. */
@Component
class SlotTable {
    /** What a number is at this moment: a lapsed hold is free, and free is only what can be taken now. */
    private static final String SELECT = """
            select institution_id, session.day, session_id, slot_no, slot.starts_at, slot.ends_at, appointment_id,
                   case when slot.state = 'BOOKED' then 'BOOKED'
                        when slot.state = 'STOPPED' or slot.starts_at <= :now or session.release_at > :now
                        then 'UNAVAILABLE'
                        when slot.state = 'HELD' and slot.held_until > :now then 'HELD'
                        else 'FREE' end as status
              from booking.session
              join booking.slot using (institution_id, session_id)
            """;

    private final JdbcClient jdbc;

    SlotTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<Slot> find(SlotId id, Instant now) {
        return jdbc.sql(SELECT + " where institution_id = :institution and session_id = :session and slot_no = :slotNo")
                .param("institution", id.institutionId())
                .param("session", id.sessionId())
                .param("slotNo", id.slotNo())
                .param("now", Timestamp.from(now))
                .query(SlotTable::slot)
                .optional();
    }

    Map<SlotId, Instant> ends(Collection<SlotId> slots) {
        return jdbc
                .sql("""
                select institution_id, session_id, slot_no, ends_at
                  from unnest(?::bigint[], ?::bigint[], ?::int[]) as asked (institution_id, session_id, slot_no)
                  join booking.slot using (institution_id, session_id, slot_no)
                """)
                .param(slots.stream().mapToLong(SlotId::institutionId).toArray())
                .param(slots.stream().mapToLong(SlotId::sessionId).toArray())
                .param(slots.stream().mapToInt(SlotId::slotNo).toArray())
                .query((row, n) -> Map.entry(
                        new SlotId(row.getLong(1), row.getLong(2), row.getInt(3)),
                        row.getTimestamp(4).toInstant()))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (one, same) -> one));
    }

    List<Slot> bySession(SessionId session, Instant now) {
        return jdbc.sql(SELECT + " where institution_id = :institution and session_id = :session order by slot_no")
                .param("institution", session.institutionId())
                .param("session", session.sessionId())
                .param("now", Timestamp.from(now))
                .query(SlotTable::slot)
                .list();
    }

    /**
     * In the order of institutions, days, sessions, numbers. Asked without an institution this reads all over the city,
     * and is the only statement here that does.
     */
    List<Found> search(SlotQuery query, LocalDate firstDay, Position after, Instant now, int limit) {
        StringBuilder sql = new StringBuilder("select * from (").append(SELECT);
        // The first comparison lets the index on sessions begin at the right place, the second one is exact.
        sql.append("""
                 where session.day >= :firstDay
                   and (institution_id, session.day, session_id) >= (:afterInstitution, :afterDay, :afterSession)
                   and (institution_id, session.day, session_id, slot_no)
                       > (:afterInstitution, :afterDay, :afterSession, :afterSlot)
                """);
        Map<String, Object> parameters = new HashMap<>();
        add(sql, parameters, " and institution_id = :institution", "institution", query.institutionId());
        if (query.session() != null) {
            add(
                    sql,
                    parameters,
                    " and institution_id = :ofInstitution",
                    "ofInstitution",
                    query.session().institutionId());
            add(
                    sql,
                    parameters,
                    " and session_id = :session",
                    "session",
                    query.session().sessionId());
        }
        add(sql, parameters, " and slot.starts_at >= :from", "from", timestamp(query.from()));
        add(sql, parameters, " and slot.starts_at < :to", "to", timestamp(query.to()));
        sql.append(") found");
        add(
                sql,
                parameters,
                " where status = :status",
                "status",
                query.status() == null ? null : query.status().name());
        sql.append(" order by institution_id, day, session_id, slot_no limit :limit");
        return jdbc.sql(sql.toString())
                .params(parameters)
                .param("firstDay", firstDay)
                .param("afterInstitution", after.institutionId())
                .param("afterDay", after.day())
                .param("afterSession", after.sessionId())
                .param("afterSlot", after.slotNo())
                .param("now", Timestamp.from(now))
                .param("limit", limit)
                .query((row, n) -> new Found(slot(row, n), row.getObject("day", LocalDate.class)))
                .list();
    }

    /** Where a search goes on. */
    record Position(long institutionId, LocalDate day, long sessionId, int slotNo) {
        static final Position START = new Position(0, LocalDate.EPOCH, 0, 0);
    }

    /** @param day the session's */
    record Found(Slot slot, LocalDate day) {}

    private static void add(
            StringBuilder sql, Map<String, Object> parameters, String condition, String name, @Nullable Object value) {
        if (value != null) {
            sql.append(condition);
            parameters.put(name, value);
        }
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }

    static Slot slot(ResultSet row, int n) throws SQLException {
        return new Slot(
                new SlotId(row.getLong("institution_id"), row.getLong("session_id"), row.getInt("slot_no")),
                row.getTimestamp("starts_at").toInstant(),
                row.getTimestamp("ends_at").toInstant(),
                Slot.Status.valueOf(row.getString("status")),
                row.getObject("appointment_id", Long.class));
    }
}
