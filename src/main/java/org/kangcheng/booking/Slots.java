package org.kangcheng.booking;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
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

    /** All numbers of a session in their order. */
    public List<Slot> bySession(SessionId session) {
        return table.bySession(session, clock.instant());
    }
}
