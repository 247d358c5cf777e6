package org.kangcheng.governance;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.CityTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 催办、升级: sent by a turn that any number of programs may run and that may be killed at any moment. What is sent, the step
 * in the history and the next alarm's day are one transaction; one alarm is sent once for each day that it warns of.
 */
@Component
class Alarms {
    /** What a reminder or an escalation is called among an item's steps. */
    static final String STEP = "alarm";

    private static final Logger LOG = LoggerFactory.getLogger(Alarms.class);
    private static final int AT_ONCE = 50;

    private final ItemTable items;
    private final AlarmTable table;
    private final Registers registers;
    private final Watches watches;
    private final Colleagues colleagues;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Alarms(
            ItemTable items,
            AlarmTable table,
            Registers registers,
            Watches watches,
            Colleagues colleagues,
            Clock clock,
            TransactionTemplate transaction) {
        this.items = items;
        this.table = table;
        this.registers = registers;
        this.watches = watches;
        this.colleagues = colleagues;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** When the first alarm is due for an item with this next day; on a day after {@code past} if that is given. */
    static LocalDate nextDay(Register register, LocalDate nextOn, @Nullable LocalDate past) {
        return register.alarms().stream()
                .map(alarm -> day(alarm, nextOn))
                .filter(day -> past == null || day.isAfter(past))
                .min(LocalDate::compareTo)
                .orElse(Terms.NEVER);
    }

    private static LocalDate day(Alarm alarm, LocalDate nextOn) {
        return nextOn.equals(Terms.NEVER) ? Terms.NEVER : alarm.after().from(nextOn);
    }

    @Scheduled(fixedDelay = 20_000, initialDelay = 10_000)
    void ring() {
        int sent = 0;
        for (int turn = ringSome(); turn >= 0; turn = ringSome()) {
            sent += turn;
        }
        if (sent > 0) {
            LOG.info("sent {} reminders and escalations", sent);
        }
    }

    /** Some of those that are due, in one transaction. @return how many were sent; -1 when nothing was due */
    int ringSome() {
        Integer sent = transaction.execute(_ -> {
            LocalDate today = CityTime.today(clock);
            List<Item> due = items.ringing(today, AT_ONCE);
            return due.isEmpty()
                    ? Integer.valueOf(-1)
                    : Integer.valueOf(
                            due.stream().mapToInt(item -> ring(item, today)).sum());
        });
        return sent == null ? -1 : sent;
    }

    /** One whose register cannot be read holds up no other, and is looked at again tomorrow. */
    private int ring(Item item, LocalDate today) {
        try {
            return ring(item, registers.of(item), today);
        } catch (Registers.UnreadableException e) {
            LOG.error("no alarm of item {}: {}", item.number(), e.getMessage());
            items.alarmOn(item, today.plusDays(1));
            return 0;
        }
    }

    private int ring(Item item, Register register, LocalDate today) {
        Instant now = clock.instant();
        LocalDate next = nextDay(register, item.nextOn(), today);
        List<Alarm> due = register.alarms().stream()
                .filter(alarm -> !day(alarm, item.nextOn()).isAfter(today))
                .sorted(Comparator.comparing((Alarm alarm) -> day(alarm, item.nextOn())))
                .toList();
        Item at = item;
        for (Alarm alarm : due) {
            if (table.insert(at, alarm, now)) {
                Item before = at;
                at = Change.of(before)
                        .level(Math.max(before.level(), alarm.level()))
                        .alarmOn(next)
                        .stepped();
                Step step = new Step(
                        at.steps(),
                        now,
                        "SYSTEM:alarm",
                        "系统",
                        STEP,
                        alarm.title(),
                        item.state(),
                        item.state(),
                        "应于 " + item.nextOn() + " 前办理。",
                        Map.of("level", alarm.level()),
                        "");
                if (!items.move(at, before.steps(), step)) {
                    throw new IllegalStateException("a locked item was moved: " + item.number());
                }
                watches.hear(before, at, step);
                colleagues.remind(at, register.title(), alarm.title());
            }
        }
        if (at.steps() == item.steps()) {
            items.alarmOn(item, next);
        }
        return at.steps() - item.steps();
    }
}
