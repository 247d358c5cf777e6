package org.kangcheng.card;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
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
 * dynamic code, keeps the use record and the access log's entry, or the failure, and answers with the holder.
 */
@Component
class ReadStatement {
    private static final String TAKEN = "read";

    /**
     * The row lock of {@code taken} decides a race: of two readings of a last verification the second finds none left,
     * because its condition is looked at again after the first has committed.
     */
    private static final String SQL = """
            with asked (card_id, code_type, valid_until, at, use_id, reading_id, institution_id, reading_point_id,
                        care_step, channel, actor_kind, actor_id, actor_name) as (
                values (?::bytea, ?::text, ?::timestamptz, ?::timestamptz, ?::bigint, ?::bigint, ?::bigint, ?::bigint,
                        ?::text, ?::text, ?::text, ?::text, ?::text)
            ), holder as (
                select card.person_key, card.card_no, card.attribute, card.status
                  from asked
                  join card.card_id using (card_id)
                  join card.health_card card using (person_key, card_no)
            ), taken as (
                update card.dynamic_code code set remaining = code.remaining - 1
                  from asked, holder
                 where code.person_key = holder.person_key and code.valid_until = asked.valid_until
                   and asked.valid_until > asked.at and code.remaining > 0 and holder.status = 'NORMAL'
                returning code.remaining
            ), outcome as (
                select holder.*, taken.remaining,
                       case when holder.person_key is null then 'card-unknown'
                            when holder.status = 'SUSPENDED' then 'card-suspended'
                            when holder.status = 'CANCELLED' then 'card-cancelled'
                            when asked.code_type = 'STATIC' or taken.remaining is not null then 'read'
                            when asked.valid_until <= asked.at then 'code-expired'
                            when exists (select from card.dynamic_code code
                                          where code.person_key = holder.person_key
                                            and code.valid_until = asked.valid_until) then 'code-used-up'
                            else 'code-forged'
                       end as result
                  from asked left join holder on true left join taken on true
            ), used as (
                insert into card.use_record (person_key, use_id, card_no, at, institution_id, reading_point_id,
                       care_step, channel, code_type)
                select person_key, use_id, card_no, at, institution_id, reading_point_id, care_step, channel, code_type
                  from asked, outcome where result = 'read'
            ), listed as (
                insert into card.point_use (institution_id, reading_point_id, use_id, person_key)
                select institution_id, coalesce(reading_point_id, 0), use_id, person_key
                  from asked, outcome where result = 'read'
            ), logged as (
                insert into access_pub.reading_entry (person_key, reading_id, at, actor_kind, actor_id, actor_name,
                       institution_id, what, purpose)
                select person_key, reading_id, at, actor_kind, actor_id, actor_name, institution_id, '基本身份信息', ?
                  from asked, outcome where result = 'read'
            ), failed as (
                insert into card.failed_reading (institution_id, failed_id, at, reading_point_id, care_step, channel,
                       reason)
                select institution_id, use_id, at, reading_point_id, care_step, channel, result
                  from asked, outcome where result <> 'read'
            )
            select result, person_key, attribute, remaining, name, sex, extract(year from birth_date)::int as birth_year
              from outcome left join identity_pub.person using (person_key)
            """;

    private final JdbcClient jdbc;
    private final Ids ids;

    ReadStatement(JdbcClient jdbc, Ids ids) {
        this.jdbc = jdbc;
        this.ids = ids;
    }

    /** @param validUntil of a dynamic code */
    ReadResult read(Actor actor, CodeText code, @Nullable Instant validUntil, ReadingAt at, Instant now) {
        return jdbc.sql(SQL)
                .params(code.cardId().bytes(), code.type().name(), timestamp(validUntil), timestamp(now))
                .params(ids.next(), ids.next(), at.institutionId(), at.readingPointId())
                .params(at.step().name(), at.channel().name())
                .params(actor.kind().name(), actor.id(), actor.name(), Purpose.CARD.name())
                .query((row, n) -> result(row))
                .single();
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
        String result = row.getString("result");
        if (!result.equals(TAKEN)) {
            return new NotRead(CardRefusals.of(result));
        }
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
