package org.kangcheng.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import javax.sql.DataSource;
import org.kangcheng.directory.Areas;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The generated city: what a start without real data stands on. */
@Component
public class City {
    static final long SEED = 20_180_101;

    private final Areas areas;
    private final JdbcClient jdbc;
    private final DataSource dataSource;
    private final TransactionTemplate transaction;

    City(Areas areas, JdbcClient jdbc, DataSource dataSource, TransactionTemplate transaction) {
        this.areas = areas;
        this.jdbc = jdbc;
        this.dataSource = dataSource;
        this.transaction = transaction;
    }

    /** The whole directory with invented institutions; once. */
    public void ensureDirectory() {
        transaction.executeWithoutResult(status -> {
            if (!jdbc.sql("select exists (select from directory.institution)")
                    .query(Boolean.class)
                    .single()) {
                GeneratedDirectory directory = new GeneratedDirectory(SEED, List.copyOf(areas.all()));
                inTransaction(connection -> DirectoryLoader.load(directory, connection));
            }
        });
    }

    private interface Load {
        void into(Connection connection) throws SQLException;
    }

    private void inTransaction(Load load) {
        Connection connection = DataSourceUtils.getConnection(dataSource);
        try {
            load.into(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } finally {
            DataSourceUtils.releaseConnection(connection, dataSource);
        }
    }
}
