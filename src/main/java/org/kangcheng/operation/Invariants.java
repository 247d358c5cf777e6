package org.kangcheng.operation;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/**
 * 不变式: what must hold in the database at every moment, each as a query that returns no row (files
 * {@code invariants/<module>/<name>.sql} on the class path). Checked after every scenario, race and rehearsal, and by the
 * operator at any time.
 */
public final class Invariants {
    private static final int SHOWN_ROWS = 5;

    private Invariants() {}

    /** What a query found: rows that must not be, or why it could not be asked. */
    public record Finding(String name, long rows, List<String> firstRows, long millis) {
        public boolean holds() {
            return rows == 0;
        }
    }

    /** Each in a read-only transaction of its own, so that the city can go on meanwhile. */
    public static List<Finding> check(Connection connection) throws SQLException {
        return check(connection, "");
    }

    /** Those of one module alone: {@code governance/}. */
    public static List<Finding> check(Connection connection, String prefix) throws SQLException {
        connection.setReadOnly(true);
        connection.setAutoCommit(false);
        List<Finding> findings = new ArrayList<>();
        for (NamedQuery query : NamedQuery.in("invariants")) {
            if (!query.name().startsWith(prefix)) {
                continue;
            }
            findings.add(check(connection, query.name(), query.text()));
            connection.rollback();
        }
        return findings;
    }

    private static Finding check(Connection connection, String name, String query) {
        long begun = System.nanoTime();
        List<String> first = new ArrayList<>();
        long rows = 0;
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(1000);
            ResultSet result = statement.executeQuery(query);
            while (result.next()) {
                if (rows++ < SHOWN_ROWS) {
                    first.add(row(result));
                }
            }
        } catch (SQLException e) {
            rows++;
            first.add(String.valueOf(e.getMessage()));
        }
        return new Finding(name, rows, first, (System.nanoTime() - begun) / 1_000_000);
    }

    private static String row(ResultSet result) throws SQLException {
        ResultSetMetaData columns = result.getMetaData();
        StringJoiner row = new StringJoiner(", ");
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            row.add(columns.getColumnLabel(i) + "=" + result.getString(i));
        }
        return row.toString();
    }
}
