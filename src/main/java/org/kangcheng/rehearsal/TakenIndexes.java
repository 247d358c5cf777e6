package org.kangcheng.rehearsal;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * Keys and indexes that are taken off tables before a big load and put back after it exactly as they were: sorting a
 * million rows once costs less than a million look-ups for a place. All in the owner's transaction: whoever comes after
 * a load that was cut short finds the tables as before.
 */
final class TakenIndexes {
    private final Connection connection;
    private final List<String> putBack = new ArrayList<>();

    private TakenIndexes(Connection connection) {
        this.connection = connection;
    }

    static TakenIndexes off(Connection connection, List<String> tables) throws SQLException {
        TakenIndexes taken = new TakenIndexes(connection);
        JdbcClient jdbc = JdbcClient.create(new SingleConnectionDataSource(connection, true));
        List<String> drops = new ArrayList<>();
        for (Piece piece : constraints(jdbc, tables)) {
            drops.add("alter table " + piece.owner() + " drop constraint " + piece.name());
            // In front: what is dropped first (foreign keys) comes back last.
            taken.putBack.addFirst(
                    "alter table " + piece.owner() + " add constraint " + piece.name() + " " + piece.definition());
        }
        for (Piece piece : indexes(jdbc, tables)) {
            drops.add("drop index " + piece.owner() + "." + piece.name());
            taken.putBack.add(piece.definition());
        }
        taken.run(drops);
        return taken;
    }

    /** @param owner of a constraint its table, of an index its schema */
    private record Piece(String owner, String name, String definition) {}

    /** Foreign keys first, since they lean on the others. */
    private static List<Piece> constraints(JdbcClient jdbc, List<String> tables) {
        return jdbc.sql("""
                select conrelid::regclass::text as owner, quote_ident(conname) as name,
                       pg_get_constraintdef(oid) as definition
                  from pg_constraint
                 where conrelid = any (?::regclass[]) and contype in ('f', 'u', 'p')
                 order by array_position('{f,u,p}', contype::text), conrelid, conname
                """).param(array(tables)).query(Piece.class).list();
    }

    /** Those that no constraint owns. */
    private static List<Piece> indexes(JdbcClient jdbc, List<String> tables) {
        return jdbc.sql("""
                select quote_ident(schema.nspname) as owner, quote_ident(class.relname) as name,
                       pg_get_indexdef(index.indexrelid) as definition
                  from pg_index index
                  join pg_class class on class.oid = index.indexrelid
                  join pg_namespace schema on schema.oid = class.relnamespace
                 where index.indrelid = any (?::regclass[])
                   and not exists (select from pg_constraint owner where owner.conindid = index.indexrelid)
                 order by index.indexrelid
                """).param(array(tables)).query(Piece.class).list();
    }

    private static String array(List<String> tables) {
        return "{" + String.join(",", tables) + "}";
    }

    void putBack() throws SQLException {
        run(List.of("set local maintenance_work_mem = '512MB'"));
        run(putBack);
    }

    private void run(List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
