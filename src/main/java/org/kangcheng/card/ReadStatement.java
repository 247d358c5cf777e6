package org.kangcheng.card;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Purpose;
import org.kangcheng.card.ReadResult.NotRead;
import org.kangcheng.card.ReadResult.Read;
import org.kangcheng.identity.Sex;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Masks;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The busiest statement of the platform: one round trip, one commit. It finds the card, takes one verification off a
 * dynamic code, keeps the use record and the access log's entry, and answers with the holder. Only when nothing was read
 * a second statement finds out why, and keeps that.
 */
@Component
class ReadStatement {
    /** What is asked is not materialised: the planner writes it into each place where it is used. */
    private static final String ASKED = """
            with asked (card_id, code_type, valid_until, at, use_id, reading_id, institution_id, reading_point_id,
                        care_step, channel, actor_kind, actor_id, actor_name) as not materialized (
                values (?::bytea, ?::text, ?::timestamptz, ?::timestamptz, ?::bigint, ?::bigint, ?::bigint, ?::bigint,
                        ?::text, ?::text, ?::text, ?::text, ?::text)
            ), holder as (
                select card.person_key, card.card_no, card.attribute, card.status
                  from asked
                  join card.card_id using (card_id)
                  join card.health_card card using (person_key, card_no)
            """;

    private static final String STATIC = """
            ), genuine as (
                select holder.*, null::int as remaining from holder where status = 'NORMAL'
            """;

    /**
     * The row lock of {@code genuine} decides a race: of two readings of a last verification the second finds none left,
     * because its condition is looked at again after the first has committed.
     */
    private static final String DYNAMIC = """
            ), genuine as (
                update card.dynamic_code code set remaining = code.remaining - 1
                  from asked, holder
                 where code.person_key = holder.person_key and code.valid_until = asked.valid_until
                   and asked.valid_until > asked.at and code.remaining > 0 and holder.status = 'NORMAL'
                returning holder.*, code.remaining
            """;

    private static final String KEPT = """
            ), used as (
                insert into card.use_record (person_key, use_id, card_no, at, institution_id, reading_point_id,
                       care_step, channel, code_type)
                select person_key, use_id, card_no, at, institution_id, reading_point_id, care_step, channel, code_type
                  from asked, genuine
            ), listed as (
                insert into card.point_use (institution_id, reading_point_id, use_id, person_key)
                select institution_id, coalesce(reading_point_id, 0), use_id, person_key from asked, genuine
            ), logged as (
                insert into access_pub.reading_entry (person_key, reading_id, at, actor_kind, actor_id, actor_name,
                       institution_id, what, purpose)
                select person_key, reading_id, at, actor_kind, actor_id, actor_name, institution_id, '基本身份信息', ?
                  from asked, genuine
            )
            select person_key, attribute, remaining, name, sex, extract(year from birth_date)::int as birth_year
              from genuine left join identity_pub.person using (person_key)
            """;

    private static final String READ_STATIC = ASKED + STATIC + KEPT;
    private static final String READ_DYNAMIC = ASKED + DYNAMIC + KEPT;

    /** Why it was not read, which is counted; null when it could be read by now. */
    private static final String WHY = ASKED + """
            ), outcome as (
                select case when holder.person_key is null then 'card-unknown'
                            when holder.status = 'SUSPENDED' then 'card-suspended'
                            when holder.status = 'CANCELLED' then 'card-cancelled'
                            when asked.code_type = 'STATIC' or code.remaining > 0 and asked.valid_until > asked.at
                                then null
                            when asked.valid_until <= asked.at then 'code-expired'
                            when code.remaining is not null then 'code-used-up'
                            else 'code-forged'
                       end as result
                  from asked
                  left join holder on true
                  left join card.dynamic_code code
                    on code.person_key = holder.person_key and code.valid_until = asked.valid_until
            ), failed as (
                insert into card.failed_reading (institution_id, failed_id, at, reading_point_id, care_step, channel,
                       reason)
                select institution_id, use_id, at, reading_point_id, care_step, channel, result
                  from asked, outcome where result is not null
            )
            select result from outcome
            """;

    private static final int TRIES = 3;

    private final JdbcClient jdbc;
    private final Ids ids;

    ReadStatement(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** @param validUntil of a dynamic code */
    ReadResult read(Actor actor, CodeText code, @Nullable Instant validUntil, ReadingAt at, Instant now) {
        for (int i = 0; i < TRIES; i++) {
            Optional<ReadResult> read = asked(
                            validUntil == null ? READ_STATIC : READ_DYNAMIC, actor, code, validUntil, at, now)
                    .param(Purpose.CARD.name())
                    .query((row, n) -> result(row))
                    .optional();
            if (read.isPresent()) {
                return read.get();
            }
            String why = asked(WHY, actor, code, validUntil, at, now)
                    .query((row, n) -> Objects.requireNonNullElse(row.getString("result"), ""))
                    .single();
            if (!why.isEmpty()) {
                return new NotRead(CardRefusals.of(why));
            }
        }
        throw new IllegalStateException("a card changes faster than it can be read");
    }

    private JdbcClient.StatementSpec asked(
            String sql, Actor actor, CodeText code, @Nullable Instant validUntil, ReadingAt at, Instant now) {
        return jdbc.sql(sql)
                .params(code.cardId().bytes(), code.type().name(), timestamp(validUntil), timestamp(now))
                .params(ids.next(), ids.next(), at.institutionId(), at.readingPointId())
                .params(at.step().name(), at.channel().name())
                .params(actor.kind().name(), actor.id(), actor.name());
    }

    /** A text that is no genuine code touches no card; it is counted all the same. */
    void count(CardRefusals reason, ReadingAt at, Instant now) {
        jdbc.sql("""
                insert into card.failed_reading (institution_id, failed_id, at, reading_point_id, care_step, channel,
                       reason)
                values (?, ?, ?, ?, ?, ?, ?)
                """)
                .params(at.institutionId(), ids.next(), timestamp(now), at.readingPointId())
                .params(at.step().name(), at.channel().name(), reason.refusal().code())
                .update();
    }

    private static ReadResult result(ResultSet row) throws SQLException {
        return new Read(
                row.getLong("person_key"),
                Masks.name(row.getString("name")),
                Sex.ofCode(row.getInt("sex")),
                row.getInt("birth_year"),
                CardAttribute.valueOf(row.getString("attribute")),
                row.getObject("remaining", Integer.class));
    }

    private static @Nullable Timestamp timestamp(@Nullable Instant instant) {
        return instant == null ? null : Timestamp.from(instant);
    }
}
