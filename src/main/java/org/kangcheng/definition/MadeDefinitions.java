package org.kangcheng.definition;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The texts that were put in force, shipped or made on a page: every version, for ever. */
@Component
public class MadeDefinitions {
    /** @param file the shipped file's name, or {@code page} */
    public record Text(String engine, String id, int version, String file, String text) {}

    private static final String COLUMNS = "select engine, id, version, file, text from definition.version ";

    private final JdbcClient jdbc;

    public MadeDefinitions(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    public void save(Definition definition, String by, Instant at) {
        jdbc.sql("""
                insert into definition.version (engine, id, version, file, text, put_in_force_at, put_in_force_by)
                values (?, ?, ?, ?, ?, ?, ?)
                """)
                .params(definition.engine(), definition.id(), definition.version(), definition.file())
                .params(definition.text(), Timestamp.from(at), by)
                .update();
    }

    public Optional<Text> find(String engine, String id, int version) {
        return jdbc.sql(COLUMNS + "where engine = ? and id = ? and version = ?")
                .params(engine, id, version)
                .query(Text.class)
                .optional();
    }

    public Optional<Text> newest(String engine, String id) {
        return jdbc.sql(COLUMNS + "where engine = ? and id = ? order by version desc limit 1")
                .params(engine, id)
                .query(Text.class)
                .optional();
    }

    /** Every version of an engine's definitions: by id, of each the newest first. */
    public List<Text> versions(String engine) {
        return jdbc.sql(COLUMNS + "where engine = ? order by id, version desc")
                .param(engine)
                .query(Text.class)
                .list();
    }

    /** Every version of every engine's: of each definition the newest first. */
    List<Text> all() {
        return jdbc.sql(COLUMNS + "order by engine, id, version desc")
                .query(Text.class)
                .list();
    }

    /** Of each definition of an engine the newest version. */
    public List<Text> newest(String engine) {
        return jdbc.sql("""
                select distinct on (id) engine, id, version, file, text from definition.version
                 where engine = ? order by id, version desc
                """).param(engine).query(Text.class).list();
    }
}
