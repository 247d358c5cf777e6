package org.kangcheng.operation;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The city's database, visited by its owner: the one of a data directory, whether the platform runs or not, or one that
 * somebody else runs.
 */
public final class VisitedDatabase implements AutoCloseable {
    private final @Nullable EmbeddedPostgres postgres;
    private final Connection connection;

    private VisitedDatabase(@Nullable EmbeddedPostgres postgres, Connection connection) {
        this.postgres = postgres;
        this.connection = connection;
    }

    /** @param url of the outside database with user and password; null for the one of the data directory */
    public static VisitedDatabase of(Path data, @Nullable String url, Consumer<String> says) throws SQLException {
        if (url != null) {
            return new VisitedDatabase(null, OutsideDatabase.at(url).connect());
        }
        EmbeddedPostgres postgres = EmbeddedPostgres.visit(DataDirectory.at(data), says);
        try {
            return new VisitedDatabase(postgres, postgres.access().connectAsOwner());
        } catch (SQLException e) {
            postgres.close();
            throw e;
        }
    }

    public Connection connection() {
        return connection;
    }

    @Override
    public void close() throws SQLException {
        try (connection) {
            // The connection goes first, then what it was to.
        } finally {
            if (postgres != null) {
                postgres.close();
            }
        }
    }
}
