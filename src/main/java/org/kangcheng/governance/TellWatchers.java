package org.kangcheng.governance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.notice.Notices;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Tells those who watch: one notice for all that changed and became overdue since the last one. Each watch is a transaction
 * of its own: what was heard is taken away with the notice, so that a turn that is killed tells nothing twice.
 */
@Component
class TellWatchers {
    private static final Logger LOG = LoggerFactory.getLogger(TellWatchers.class);
    private static final int MOST = 500;

    private final ItemWatchTable table;
    private final Watches watches;
    private final ItemTable items;
    private final ItemLists lists;
    private final Sight sight;
    private final Notices notices;
    private final Clock clock;
    private final TransactionTemplate transaction;

    TellWatchers(
            ItemWatchTable table,
            Watches watches,
            ItemTable items,
            ItemLists lists,
            Sight sight,
            Notices notices,
            Clock clock,
            TransactionTemplate transaction) {
        this.table = table;
        this.watches = watches;
        this.items = items;
        this.lists = lists;
        this.sight = sight;
        this.notices = notices;
        this.clock = clock;
        this.transaction = transaction;
    }

    @Scheduled(fixedDelay = 60_000, initialDelay = 30_000)
    void tell() {
        LocalDate today = CityTime.today(clock);
        table.forgetEnded();
        table.toTell(today).forEach(id -> tell(id, today));
    }

    /** One that cannot be told holds up no other. */
    private void tell(long watchId, LocalDate today) {
        try {
            transaction.executeWithoutResult(_ -> table.lock(watchId).ifPresent(row -> tell(row, today)));
        } catch (RuntimeException e) {
            LOG.error("the watch {} could not be told", watchId, e);
        }
    }

    private void tell(ItemWatchTable.Row row, LocalDate today) {
        Optional<Watches.Watch> watch = watches.read(row);
        List<ItemWatchTable.Heard> heard = table.take(row.watchId());
        int late = watch.map(it -> late(it, today)).orElse(0);
        table.lateUntil(row.watchId(), today);
        if (watch.isPresent() && (!heard.isEmpty() || late > 0)) {
            notices.tell(row.account(), said(row, heard.size(), late), row.path());
        }
    }

    private static String said(ItemWatchTable.Row row, int changed, int late) {
        boolean one = row.itemId() != null;
        List<String> said = Stream.of(
                        changed == 0 ? "" : one ? "有变化" : changed + " 件有变化",
                        late == 0 ? "" : one ? "已逾期" : late + " 件逾期")
                .filter(text -> !text.isEmpty())
                .toList();
        return "订阅“" + row.title() + "”：" + String.join("，", said);
    }

    /** How many became overdue since they were told of last; from {@link #MOST} on it says that many. */
    private int late(Watches.Watch watch, LocalDate today) {
        LocalDate since = watch.row().lateUntil();
        if (!since.isBefore(today)) {
            return 0;
        }
        ItemLists.Wanted list = watch.list();
        Long itemId = watch.row().itemId();
        if (list == null) {
            boolean now = itemId != null
                    && items.find(watch.row().shard() == null ? 0 : watch.row().shard(), itemId)
                            .filter(item -> sight.sees(watch.hand(), item))
                            .filter(item -> becameLate(item, since, today))
                            .isPresent();
            return now ? 1 : 0;
        }
        if (list.light() != null && list.light() != Light.RED) {
            return 0;
        }
        ItemLists.Wanted red =
                new ItemLists.Wanted(list.registerNo(), list.place(), list.state(), Light.RED, today, list.narrow());
        // What was due before that day was overdue when it was told of.
        ItemLists.Cursor from = new ItemLists.Cursor(since.minusDays(1), Long.MAX_VALUE);
        return lists.page(red, from, MOST).items().size();
    }

    private static boolean becameLate(Item item, LocalDate since, LocalDate today) {
        return item.nextOn().isBefore(today) && !item.nextOn().isBefore(since);
    }
}
