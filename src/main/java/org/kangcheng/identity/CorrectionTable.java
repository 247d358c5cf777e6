package org.kangcheng.identity;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.DetailChanged.Kind;
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

    /**
     * One changed field.
     *
     * @param areaCode where the person was registered to live until then: where it is counted; null when nobody knew
     * @param kind null of what goes with another change and is not counted by itself
     */
    record Change(
            long personKey,
            @Nullable String areaCode,
            Field field,
            @Nullable Kind kind,
            @Nullable String before,
            @Nullable String after,
            Instant at) {
        @Override
        public String toString() {
            return "Change[" + field + "]";
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

    CorrectionTable(JdbcClient jdbc, SealedText sealed, Ids ids) {
        this.jdbc = jdbc;
        this.sealed = sealed;
        this.ids = ids;
    }

    void append(Change change, String actor, String reason) {
        jdbc.sql("""
                insert into identity.correction
                       (person_key, correction_id, at, actor, field, before_sealed, after_sealed, reason, kind, area_code)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(change.personKey, ids.next(), Timestamp.from(change.at), actor, change.field.name())
                .params(Arrays.asList(
                        seal(change.before),
                        seal(change.after),
                        reason,
                        change.kind == null ? null : change.kind.name(),
                        change.areaCode))
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
