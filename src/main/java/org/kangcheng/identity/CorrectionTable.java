package org.kangcheng.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.SealedText;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Each changed field as it was and as it became, sealed. Appended only. */
@Component
class CorrectionTable {
    enum Field {
        NAME("姓名"),
        SEX("性别"),
        BIRTH_DATE("出生日期"),
        PHONE("联系电话"),
        AREA("居住地"),
        ADDRESS("详细地址"),
        DEATH("死亡日期");

        private final String label;

        Field(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    record Entry(
            Instant at,
            String actor,
            Field field,
            @Nullable String before,
            @Nullable String after,
            String reason) {
        @Override
        public String toString() {
            return "Entry[" + field + "]";
        }
    }

    private static final int SHOWN = 50;

    private final JdbcClient jdbc;
    private final SealedText sealed;
    private final Ids ids;
    private final Clock clock;

    CorrectionTable(JdbcClient jdbc, SealedText sealed, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.sealed = sealed;
        this.ids = ids;
        this.clock = clock;
    }

    void append(
            long personKey, Field field, @Nullable String before, @Nullable String after, String actor, String reason) {
        jdbc.sql("""
                insert into identity.correction
                       (person_key, correction_id, at, actor, field, before_sealed, after_sealed, reason)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(personKey, ids.next(), Timestamp.from(clock.instant()), actor, field.name())
                .params(seal(before), seal(after), reason)
                .update();
    }

    List<Entry> of(long personKey) {
        return jdbc.sql("select * from identity.correction where person_key = ? order by correction_id desc limit ?")
                .params(personKey, SHOWN)
                .query((row, n) -> entry(row))
                .list();
    }

    private Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getTimestamp("at").toInstant(),
                row.getString("actor"),
                Field.valueOf(row.getString("field")),
                open(row.getBytes("before_sealed")),
                open(row.getBytes("after_sealed")),
                row.getString("reason"));
    }

    private byte @Nullable [] seal(@Nullable String text) {
        return text == null ? null : sealed.seal(text);
    }

    private @Nullable String open(byte @Nullable [] text) {
        return text == null ? null : sealed.open(text);
    }
}
