package org.kangcheng.document;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class TemplateTable {
    /** @param content null when from then on the shipped one is in force again */
    @SuppressWarnings("ArrayRecordComponent")
    record Upload(int version, byte @Nullable [] content, String fileName, String byWhom, Instant at) {}

    private final JdbcClient jdbc;

    TemplateTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when another took this version first. */
    boolean insert(String template, Upload upload) {
        return jdbc.sql("""
                insert into document.template (template, version, content, file_name, by_whom, at)
                values (?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                        .params(template, upload.version, upload.content, upload.fileName, upload.byWhom)
                        .param(Timestamp.from(upload.at))
                        .update()
                == 1;
    }

    Optional<Upload> newest(String template) {
        return all(template).stream().findFirst();
    }

    Optional<Upload> find(String template, int version) {
        return all(template).stream().filter(it -> it.version == version).findFirst();
    }

    /** The newest twenty, the newest first. */
    List<Upload> all(String template) {
        return jdbc.sql("""
                select version, content, file_name, by_whom, at from document.template
                 where template = ? order by version desc limit 20
                """)
                .param(template)
                .query((row, n) -> new Upload(
                        row.getInt("version"),
                        row.getBytes("content"),
                        row.getString("file_name"),
                        row.getString("by_whom"),
                        row.getTimestamp("at").toInstant()))
                .list();
    }
}
