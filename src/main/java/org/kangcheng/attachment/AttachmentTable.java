package org.kangcheng.attachment;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class AttachmentTable {
    private static final String COLUMNS =
            "select shard, attachment_id, about, no, medium, bytes, by_whom, at from attachment.attachment ";

    private final JdbcClient jdbc;

    AttachmentTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when this one was handed in before. */
    boolean insert(Attachment attachment, byte[] digest) {
        return jdbc.sql("""
                insert into attachment.attachment (shard, attachment_id, about, no, medium, bytes, digest, by_whom, at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (shard, about, no) do nothing
                """)
                        .params(
                                attachment.shard(),
                                attachment.attachmentId(),
                                attachment.about(),
                                attachment.no(),
                                attachment.medium().name(),
                                attachment.bytes(),
                                digest,
                                attachment.byWhom(),
                                Timestamp.from(attachment.at()))
                        .update()
                == 1;
    }

    Optional<Attachment> find(long shard, String about, int no) {
        return jdbc.sql(COLUMNS + "where shard = ? and about = ? and no = ?")
                .params(shard, about, no)
                .query((row, n) -> attachment(row))
                .optional();
    }

    Optional<Attachment> find(long shard, long id) {
        return jdbc.sql(COLUMNS + "where shard = ? and attachment_id = ?")
                .params(shard, id)
                .query((row, n) -> attachment(row))
                .optional();
    }

    List<Attachment> of(Collection<Long> shards, int most) {
        return jdbc.sql(COLUMNS + "where shard in (:shards) order by attachment_id desc limit :most")
                .param("shards", shards)
                .param("most", most)
                .query((row, n) -> attachment(row))
                .list();
    }

    private static Attachment attachment(ResultSet row) throws SQLException {
        return new Attachment(
                row.getLong("shard"),
                row.getLong("attachment_id"),
                row.getString("about"),
                row.getInt("no"),
                Medium.valueOf(row.getString("medium")),
                row.getInt("bytes"),
                row.getString("by_whom"),
                row.getTimestamp("at").toInstant());
    }
}
