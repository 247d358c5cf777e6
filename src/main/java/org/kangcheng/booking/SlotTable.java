package org.kangcheng.booking;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
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

    List<Slot> bySession(SessionId session, Instant now) {
        return jdbc.sql(SELECT + " where institution_id = :institution and session_id = :session order by slot_no")
                .param("institution", session.institutionId())
                .param("session", session.sessionId())
                .param("now", Timestamp.from(now))
                .query(SlotTable::slot)
                .list();
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
