package org.kangcheng.governance;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Actor;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Refused;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * 订阅: who wants to be told when an item, or whatever a list holds, changes or becomes overdue. What is heard of a step is
 * written with the step; {@link TellWatchers} makes one notice of it.
 */
@Component
class Watches {
    private static final Logger LOG = LoggerFactory.getLogger(Watches.class);
    private static final int MOST = 50;
    private static final Refusal TOO_MANY = Refusal.rule("too-many-watches", "最多订阅 " + MOST + " 项，请先取消一些。");

    /** A watch with what its holder may see today. */
    record Watch(ItemWatchTable.Row row, Hand hand, ItemLists.@Nullable Wanted list) {
        /** Before or after: what leaves a list is news to those who watch it. */
        boolean hears(@Nullable Item before, Item after, LocalDate today) {
            if (row.registerNo() != after.registerNo()) {
                return false;
            }
            return list == null
                    ? Long.valueOf(after.itemId()).equals(row.itemId())
                    : list.holds(after, today) || before != null && list.holds(before, today);
        }
    }

    private final ItemWatchTable table;
    private final Registers registers;
    private final ItemFilter filter;
    private final Sight sight;
    private final Accounts accounts;
    private final Ids ids;
    private final Clock clock;
    private volatile List<Watch> known = List.of();

    Watches(
            ItemWatchTable table,
            Registers registers,
            ItemFilter filter,
            Sight sight,
            Accounts accounts,
            Ids ids,
            Clock clock) {
        this.table = table;
        this.registers = registers;
        this.filter = filter;
        this.sight = sight;
        this.accounts = accounts;
        this.ids = ids;
        this.clock = clock;
    }

    /** Watches a list as it was asked for; what she may not see is refused as the list itself is. */
    void begin(Actor actor, Registers.InForce register, Asked asked, String title, String path) {
        filter.wanted(register, Hand.of(actor), asked, CityTime.today(clock));
        begin(
                actor,
                new ItemWatchTable.Row(
                        ids.next(),
                        actor.id(),
                        title,
                        path,
                        register.no(),
                        null,
                        null,
                        asked.query(),
                        CityTime.today(clock)));
    }

    void begin(Actor actor, Item item, String title, String path) {
        begin(
                actor,
                new ItemWatchTable.Row(
                        ids.next(),
                        actor.id(),
                        title,
                        path,
                        item.registerNo(),
                        item.shard(),
                        item.itemId(),
                        null,
                        CityTime.today(clock)));
    }

    private void begin(Actor actor, ItemWatchTable.Row watch) {
        if (table.of(actor.id()).size() >= MOST) {
            throw TOO_MANY.asException();
        }
        table.insert(watch);
        reload();
    }

    void end(Actor actor, String path) {
        table.delete(actor.id(), path);
        reload();
    }

    List<ItemWatchTable.Row> of(Actor actor) {
        return table.of(actor.id());
    }

    boolean isWatched(Actor actor, String path) {
        return of(actor).stream().anyMatch(watch -> watch.path().equals(path));
    }

    /** What another process of the platform was asked to watch is known soon; so is what somebody may no longer see. */
    @Scheduled(fixedDelay = 15_000, initialDelay = 5_000)
    void reload() {
        Map<String, Optional<Hand>> holders = new HashMap<>();
        List<Watch> all = new ArrayList<>();
        for (ItemWatchTable.Row row : table.all()) {
            holders.computeIfAbsent(row.account(), this::holder)
                    .flatMap(hand -> read(row, hand))
                    .ifPresent(all::add);
        }
        known = List.copyOf(all);
    }

    private Optional<Hand> holder(String account) {
        return accounts.find(account).map(Hand::of);
    }

    /** Empty while its holder cannot sign in, or may not see such a list any more. */
    Optional<Watch> read(ItemWatchTable.Row row) {
        return holder(row.account()).flatMap(hand -> read(row, hand));
    }

    private Optional<Watch> read(ItemWatchTable.Row row, Hand hand) {
        String query = row.query();
        if (query == null) {
            return Optional.of(new Watch(row, hand, null));
        }
        try {
            return registers.all().stream()
                    .filter(it -> it.no() == row.registerNo())
                    .findFirst()
                    .map(register -> new Watch(
                            row, hand, filter.wanted(register, hand, Asked.of(query), CityTime.today(clock))));
        } catch (Refused notHersAnyMore) {
            LOG.debug("watch {} is nobody's to see: {}", row.watchId(), notHersAnyMore.getMessage());
            return Optional.empty();
        }
    }

    /** Notes a step for all who watch, in the transaction that writes it. Nobody is told of what she did herself. */
    void hear(@Nullable Item before, Item after, Step step) {
        LocalDate today = CityTime.today(clock);
        for (Watch watch : known) {
            if (!step.byId().equals(Colleagues.STAFF + watch.row.account())
                    && watch.hears(before, after, today)
                    && sight.sees(watch.hand, after)) {
                table.heard(watch.row.watchId(), after, step.stepNo());
            }
        }
    }

    static String of(PublicId item) {
        return ItemPages.PAGE + "/" + item;
    }
}
