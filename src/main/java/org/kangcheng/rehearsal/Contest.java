package org.kangcheng.rehearsal;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.kangcheng.booking.SlotId;
import org.kangcheng.booking.SlotQuery;
import org.kangcheng.booking.Slots;

/** Two residents, one number. Exactly one of them may get it. */
final class Contest {
    private static final int LOOKED_AT = 20;

    private final Slots slots;
    private final long institutionId;
    private final int which;
    private final AtomicInteger winners = new AtomicInteger();
    private @Nullable SlotId slot;

    /** @param which the how-manieth free number of the institution they both want */
    Contest(Slots slots, long institutionId, int which) {
        this.slots = slots;
        this.institutionId = institutionId;
        this.which = which;
    }

    /** What the first to look has found. */
    synchronized SlotId slot() {
        SlotId found = slot;
        if (found == null) {
            var free = slots.search(SlotQuery.freeOf(institutionId), null, LOOKED_AT)
                    .items();
            found = free.get(which % free.size()).id();
            slot = found;
        }
        return found;
    }

    void won() {
        winners.incrementAndGet();
    }

    int winners() {
        return winners.get();
    }
}
