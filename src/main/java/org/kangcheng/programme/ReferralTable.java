package org.kangcheng.programme;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.PublicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ReferralTable {
    private static final String COLUMNS = """
            select person_key, referral_id, delivery_id, institution_id, issued_on, issued_by, note, accepted_at,
                   accepted_by, came_at, came_by, returned_at, returned_by, return_note
              from programme.referral
            """;

    private final JdbcClient jdbc;

    ReferralTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when one stands for the same record. */
    boolean insert(Referral it) {
        boolean first = jdbc.sql("""
                insert into programme.referral
                    (person_key, referral_id, delivery_id, institution_id, issued_on, issued_by, note)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                        .params(
                                it.personKey(),
                                it.referralId(),
                                it.deliveryId(),
                                it.institutionId(),
                                it.issuedOn(),
                                it.issuedBy(),
                                it.note())
                        .update()
                == 1;
        if (first) {
            jdbc.sql("""
                    insert into programme.referral_to (institution_id, issued_on, person_key, referral_id)
                    values (?, ?, ?, ?)
                    """)
                    .params(it.institutionId(), it.issuedOn(), it.personKey(), it.referralId())
                    .update();
        }
        return first;
    }

    Optional<Referral> find(long personKey, long referralId) {
        return jdbc.sql(COLUMNS + "where person_key = ? and referral_id = ?")
                .params(personKey, referralId)
                .query((row, n) -> referral(row))
                .optional();
    }

    /** The one that stands for a record. */
    Optional<Referral> standing(long personKey, long deliveryId) {
        return jdbc.sql(COLUMNS + "where person_key = ? and delivery_id = ? and returned_at is null")
                .params(personKey, deliveryId)
                .query((row, n) -> referral(row))
                .optional();
    }

    /** All of some people, the oldest first. */
    List<Referral> of(Collection<Long> keys) {
        return keys.isEmpty()
                ? List.of()
                : jdbc.sql(COLUMNS + "where person_key in (:keys) order by referral_id")
                        .param("keys", keys)
                        .query((row, n) -> referral(row))
                        .list();
    }

    /** Those to an institution, the newest first. @param before after which the list goes on; null: from the newest */
    List<Referral> to(long institutionId, LocalDate since, @Nullable Cursor before, int most) {
        Cursor from = before == null ? new Cursor(LocalDate.of(9999, 12, 31), 0) : before;
        List<PublicId> some = jdbc.sql("""
                select person_key, referral_id from programme.referral_to
                 where institution_id = ? and issued_on >= ? and (issued_on, referral_id) < (?, ?)
                 order by issued_on desc, referral_id desc limit ?
                """)
                .params(institutionId, since, from.issuedOn, from.referralId, most)
                .query((row, n) -> new PublicId(row.getLong(1), row.getLong(2)))
                .list();
        return some.isEmpty()
                ? List.of()
                : jdbc.sql(COLUMNS + """
                        where person_key in (:keys) and referral_id in (:ids) order by issued_on desc, referral_id desc
                        """)
                        .param("keys", some.stream().map(PublicId::shard).toList())
                        .param("ids", some.stream().map(PublicId::key).toList())
                        .query((row, n) -> referral(row))
                        .list();
    }

    record Cursor(LocalDate issuedOn, long referralId) {
        static @Nullable Cursor parse(@Nullable String text) {
            return Optional.ofNullable(text)
                    .filter(it -> it.matches("\\d{4}-\\d{2}-\\d{2}~\\d{1,18}"))
                    .map(it -> new Cursor(LocalDate.parse(it.substring(0, 10)), Long.parseLong(it.substring(11))))
                    .orElse(null);
        }

        static String of(Referral referral) {
            return referral.issuedOn() + "~" + referral.referralId();
        }
    }

    /** False when it was given back; accepted twice it stays as it was accepted first. */
    boolean accept(Referral it, String by, Instant at) {
        return step(it, "accepted_by = coalesce(accepted_by, :by), accepted_at = coalesce(accepted_at, :at)", by, at);
    }

    /** Who comes is accepted. False when it was given back. */
    boolean came(Referral it, String by, Instant at) {
        return step(it, """
                accepted_by = coalesce(accepted_by, :by), accepted_at = coalesce(accepted_at, :at),
                came_by = coalesce(came_by, :by), came_at = coalesce(came_at, :at)""", by, at);
    }

    private boolean step(Referral it, String change, String by, Instant at) {
        return jdbc.sql("update programme.referral set " + change
                                + " where person_key = :person and referral_id = :id and returned_at is null")
                        .param("by", by)
                        .param("at", Timestamp.from(at))
                        .param("person", it.personKey())
                        .param("id", it.referralId())
                        .update()
                == 1;
    }

    /** False when it was given back already. */
    boolean giveBack(Referral it, String note, String by, Instant at) {
        return jdbc.sql("""
                update programme.referral set returned_by = ?, returned_at = ?, return_note = ?
                 where person_key = ? and referral_id = ? and returned_at is null
                """)
                        .params(by, Timestamp.from(at), note, it.personKey(), it.referralId())
                        .update()
                == 1;
    }

    private static Referral referral(ResultSet row) throws SQLException {
        return new Referral(
                row.getLong("person_key"),
                row.getLong("referral_id"),
                row.getLong("delivery_id"),
                row.getLong("institution_id"),
                row.getObject("issued_on", LocalDate.class),
                row.getString("issued_by"),
                row.getString("note"),
                instant(row, "accepted_at"),
                row.getString("accepted_by"),
                instant(row, "came_at"),
                row.getString("came_by"),
                instant(row, "returned_at"),
                row.getString("returned_by"),
                row.getString("return_note"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        Timestamp at = row.getTimestamp(column);
        return at == null ? null : at.toInstant();
    }
}
