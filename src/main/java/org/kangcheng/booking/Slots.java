package org.kangcheng.booking;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.booking.SlotTable.Found;
import org.kangcheng.booking.SlotTable.Position;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Slice;
import org.springframework.stereotype.Component;

/** 号源: what others may ask about numbers. */
@Component
public class Slots {
    private final SlotTable table;
    private final Clock clock;

    Slots(SlotTable table, Clock clock) {
        this.table = table;
        this.clock = clock;
    }

    public Optional<Slot> find(SlotId id) {
        return table.find(id, clock.instant());
    }

    /** When the time of each of these numbers ends. */
    public Map<SlotId, Instant> ends(Collection<SlotId> slots) {
        return slots.isEmpty() ? Map.of() : table.ends(slots);
    }

    /** All numbers of a session in their order. */
    public List<Slot> bySession(SessionId session) {
        return table.bySession(session, clock.instant());
    }

    /** In the order of institutions, days, sessions and numbers. */
    public Slice<Slot> search(SlotQuery query, @Nullable String after, int limit) {
        List<Found> rows = table.search(query, firstDay(query), position(after), clock.instant(), limit + 1);
        return Slice.of(rows, limit, Slots::cursor).map(Found::slot);
    }

    private LocalDate firstDay(SlotQuery query) {
        if (query.from() != null) {
            return CityTime.dayOf(query.from());
        }
        return query.session() == null ? CityTime.today(clock) : LocalDate.EPOCH;
    }

    private static Position position(@Nullable String after) {
        if (after == null) {
            return Position.START;
        }
        long[] parts = Cursor.parse(after, 4);
        return new Position(parts[0], LocalDate.ofEpochDay(parts[1]), parts[2], Math.toIntExact(parts[3]));
    }

    private static String cursor(Found row) {
        SlotId id = row.slot().id();
        return Cursor.of(id.institutionId(), row.day().toEpochDay(), id.sessionId(), id.slotNo());
    }
}
