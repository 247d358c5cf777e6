package org.kangcheng.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.operation.DatabaseAccess;

/** A year of a city's items with their whole histories. */
final class RegisterLoad {
    /** Their eleven steps each are sorted in memory. */
    private static final int AT_ONCE = 5_000;

    private RegisterLoad() {}

    /** @return seconds, from nothing until everything is counted */
    static double load(DatabaseAccess access, long items) throws IOException, InterruptedException, SQLException {
        BulkLoad load = load(access);
        long begun = System.nanoTime();
        load.execute(0);
        load.update(1, Map.of("today", CityTime.today(Clock.systemUTC()), "items", items));
        load.ranges(2, Map.of(), items, AT_ONCE);
        load.execute(3);
        return (System.nanoTime() - begun) / 1e9;
    }

    static void settle(DatabaseAccess access) throws IOException, SQLException {
        load(access).settle(List.of("governance.item", "governance.step", "tally.count"));
    }

    private static BulkLoad load(DatabaseAccess access) throws IOException {
        return new BulkLoad(access, "register-load.sql");
    }
}
