package org.kangcheng.card;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.kangcheng.card.ReportUses.State;
import org.kangcheng.terminology.CareChannel;
import org.kangcheng.terminology.CareStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Readings that institutions report: a batch goes in whole, each row once. */
@Component
class ReportedUseTable {
    record Row(
            long useId,
            String clientRef,
            CardId cardId,
            CodeText.Type type,
            Instant at,
            CareStep step,
            CareChannel channel,
            @Nullable Long readingPointId) {}

    private final JdbcClient jdbc;

    ReportedUseTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** By use id; a row whose card nobody knows is not among them. */
    Map<Long, State> insert(long institutionId, List<Row> rows) {
        Map<Long, State> states = new HashMap<>();
        jdbc.sql("""
                with sent as (
                    select * from unnest(?::bigint[], ?::text[], ?::bytea[], ?::text[], ?::timestamptz[], ?::text[],
                                         ?::text[], ?::bigint[])
                        as t (use_id, client_ref, card_id, code_type, at, care_step, channel, reading_point_id)
                ), held as (
                    select sent.*, id.person_key, id.card_no from sent join card.card_id id using (card_id)
                ), used as (
                    insert into card.use_record (person_key, use_id, card_no, at, institution_id, reading_point_id,
                           care_step, channel, code_type, client_ref)
                    select person_key, use_id, card_no, at, ?, reading_point_id, care_step, channel, code_type, client_ref
                      from held
                    on conflict (person_key, institution_id, client_ref) where client_ref is not null do nothing
                    returning use_id, person_key, institution_id, reading_point_id
                ), listed as (
                    insert into card.point_use (institution_id, reading_point_id, use_id, person_key)
                    select institution_id, coalesce(reading_point_id, 0), use_id, person_key from used
                )
                select held.use_id, used.use_id is not null as stored from held left join used using (use_id)
                """)
                .param(rows.stream().mapToLong(Row::useId).toArray())
                .param(texts(rows, Row::clientRef))
                .param(rows.stream().map(row -> row.cardId().bytes()).toArray(byte[][]::new))
                .param(texts(rows, row -> row.type().name()))
                .param(texts(rows, row -> row.at().toString()))
                .param(texts(rows, row -> row.step().name()))
                .param(texts(rows, row -> row.channel().name()))
                .param(rows.stream().map(Row::readingPointId).toArray(Long[]::new))
                .param(institutionId)
                .query(row -> {
                    states.put(row.getLong("use_id"), row.getBoolean("stored") ? State.ACCEPTED : State.DUPLICATE);
                });
        return states;
    }

    private static String[] texts(List<Row> rows, Function<Row, String> column) {
        return rows.stream().map(column).toArray(String[]::new);
    }
}
