package org.kangcheng.rehearsal;

import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.kangcheng.card.CardRows;
import org.kangcheng.directory.Areas;
import org.kangcheng.identity.PersonRows;
import org.kangcheng.rehearsal.LoadedTable.Lane;
import org.springframework.stereotype.Component;

/**
 * Loads the generated people and their cards: one thread makes them, two seal them, two connections write them, and no
 * more than a few thousand are in memory. Each connection works in one transaction of its own on its own tables, which it
 * empties first. The second to commit, with the people, also says that the city is complete; a load that is cut short
 * before leaves nobody, and the next one begins by emptying the tables again.
 */
@Component
class PeopleLoad {
    private static final int CHUNK = 2000;
    private static final int AHEAD = 4;
    private static final int CORES = Runtime.getRuntime().availableProcessors();
    /** From here on it pays to take the indexes off (measured: docs/howto/rehearsal.md). */
    private static final int BIG = 100_000;

    private final OwnerConnections owner;
    private final Areas areas;
    private final PersonRows personRows;
    private final CardRows cardRows;
    private final LoadState state;
    private final Clock clock;

    PeopleLoad(
            OwnerConnections owner,
            Areas areas,
            PersonRows personRows,
            CardRows cardRows,
            LoadState state,
            Clock clock) {
        this.owner = owner;
        this.areas = areas;
        this.personRows = personRows;
        this.cardRows = cardRows;
        this.state = state;
        this.clock = clock;
    }

    /** Loads the city, unless somebody real has been enrolled meanwhile. */
    void run(CityPlan plan) throws SQLException {
        boolean big = plan.people() >= BIG;
        try (LoadLane people = LoadLane.open(owner.open(), Lane.PEOPLE);
                LoadLane rest = LoadLane.open(owner.open(), Lane.REST)) {
            // Asked under the locks: the platform serves already, and from here on nobody else can come in.
            if (state.peopleOfOthers(people.connection())) {
                return;
            }
            people.empty(big);
            rest.empty(big);
            write(plan, people, rest);
            if (big) {
                System.out.println("正在建立索引与计数…");
            }
            CompletableFuture<Void> restDone = rest.finish(List.of(PersonRows.COUNT_RESIDENTS, CardRows.COUNT_ISSUED));
            people.finish(List.of()).join();
            restDone.join();
            rest.commit();
            state.complete(people.connection(), plan, clock.instant());
            people.commit();
        }
    }

    private void write(CityPlan plan, LoadLane people, LoadLane rest) {
        LoadProgress progress = new LoadProgress("正在生成居民与健康卡", plan.people());
        Residents residents = new Residents(plan, List.copyOf(areas.all()));
        Deque<CompletableFuture<Chunk>> sealing = new ArrayDeque<>();
        try (ExecutorService sealers = Executors.newFixedThreadPool(CORES)) {
            while (residents.hasNext() || !sealing.isEmpty()) {
                while (residents.hasNext() && sealing.size() < AHEAD) {
                    List<Resident> next = residents.next(CHUNK);
                    sealing.add(CompletableFuture.supplyAsync(() -> Chunk.of(next, personRows, cardRows), sealers));
                }
                Chunk chunk = sealing.remove().join();
                people.copy(chunk);
                rest.copy(chunk);
                progress.add(chunk.people);
            }
        }
    }
}
