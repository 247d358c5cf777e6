package org.kangcheng.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.rehearsal.LoadedTable.Lane;
import org.postgresql.PGConnection;

/** One connection of a load, with a thread that writes to it; one transaction from the locking of its tables on. */
final class LoadLane implements AutoCloseable {
    private final Connection connection;
    private final Lane lane;
    private final ExecutorService writer = Executors.newSingleThreadExecutor();
    private CompletableFuture<Void> writing = CompletableFuture.completedFuture(null);
    private @Nullable TakenIndexes taken;

    private LoadLane(Connection connection, Lane lane) {
        this.connection = connection;
        this.lane = lane;
    }

    /** Waits for whoever is writing to the lane's tables, and keeps everybody else out until the load's end. */
    static LoadLane open(Connection connection, Lane lane) throws SQLException {
        connection.setAutoCommit(false);
        // Rather no city than a start that hangs: somebody else's transaction may wait for our other lane.
        execute(connection, "set local lock_timeout = '30s'");
        execute(connection, "lock table " + String.join(", ", lane.names()) + " in access exclusive mode");
        return new LoadLane(connection, lane);
    }

    void empty(boolean withoutIndexes) throws SQLException {
        execute(connection, "truncate " + String.join(", ", lane.names()));
        taken = withoutIndexes ? TakenIndexes.off(connection, lane.names()) : null;
    }

    /** Waits for the chunk before; writes this one in the background. */
    void copy(Chunk chunk) {
        writing.join();
        writing = inBackground(() -> {
            for (LoadedTable table : lane.loaded()) {
                byte[] rows = chunk.bytes(table);
                var copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(table.statement);
                copy.writeToCopy(rows, 0, rows.length);
                copy.endCopy();
            }
        });
    }

    /** Puts the indexes back, counts, and gathers what the planner needs. */
    CompletableFuture<Void> finish(List<String> counts) {
        writing.join();
        return inBackground(() -> {
            if (taken != null) {
                taken.putBack();
            }
            for (String count : counts) {
                execute(connection, count);
            }
            execute(connection, "analyze " + String.join(", ", lane.names()));
        });
    }

    Connection connection() {
        return connection;
    }

    void commit() throws SQLException {
        connection.commit();
    }

    /** What was not committed is undone. */
    @Override
    public void close() throws SQLException {
        writer.shutdownNow();
        connection.close();
    }

    private interface Work {
        void run() throws SQLException;
    }

    private CompletableFuture<Void> inBackground(Work work) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        work.run();
                    } catch (SQLException e) {
                        throw new CompletionException(e);
                    }
                },
                writer);
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
