package org.kangcheng.governance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import org.kangcheng.kernel.CityTime;

/** For stories: an item as if it had been opened three weeks ago; its days are moved back, in the counts too. */
final class Overdue {
    private static final int DAYS = 21;

    private Overdue() {}

    /** In the transaction of whoever calls. */
    static Item of(Item item, Registers registers, ItemTable items, ItemCounting counting, Clock clock) {
        LocalDate today = CityTime.today(clock);
        Register register = registers.of(item);
        Item moved = Change.of(item)
                .into(register.start(), new Terms(true, null, null, today.minusDays(DAYS), null, null), register, today)
                .stepped();
        Step step = new Step(
                moved.steps(),
                clock.instant(),
                "test",
                "测试",
                "comment",
                "改期",
                item.state(),
                item.state(),
                "",
                Map.of(),
                "");
        if (!items.move(moved, item.steps(), step)) {
            throw new IllegalStateException("a new item was moved by another");
        }
        counting.change(item, moved);
        return moved;
    }
}
