package org.kangcheng;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The schema keeps to what a distributed PostgreSQL asks for; see docs/scale.md. */
class SchemaRulesTests extends TestPlatform {
    /** The keys that a growing table may be distributed by: its first key column is one of them. */
    private static final Set<String> DISTRIBUTION = Set.of("person_key", "institution_id", "shard", "area_code");

    /** Small, the same everywhere. */
    private static final Set<String> REFERENCE_SCHEMAS = Set.of("directory", "definition");

    /** On one node: queues, jobs, accounts, the chain. And what is unique in the whole city, keyed by its value. */
    private static final Set<String> LOCAL = Set.of(
            "access.account",
            "access.client",
            "access.token_key",
            "access.resident_account",
            "access.proved_person",
            "access.phone_code",
            "access.change",
            "access.seal",
            "event.event_publication",
            "notice.text_message",
            "notice.staff_notice",
            "document.template",
            "board.subscription",
            "appraisal.publication",
            "appraisal.result",
            "appraisal.mark",
            "appraisal.appeal",
            "appraisal.evidence",
            "identity.document",
            "identity.phone",
            "identity.alias",
            "identity.steward_case",
            "identity.link_event",
            "identity.proof_try",
            "card.card_id",
            "card.counted_readings",
            "tally.series",
            "tally.change",
            "programme.programme",
            "programme.service",
            "programme.stale",
            "programme.day",
            "governance.register",
            "governance.unit",
            "governance.owner",
            "governance.watch",
            "governance.heard",
            "governance.draw",
            "governance.call",
            "governance.signing_key",
            "survey.round",
            "programme.village_task",
            "indicator.frozen_period",
            "indicator.begun",
            "programme.watch",
            "sheet.import_error",
            "programme.sign",
            "programme.sign_record",
            "programme.sign_judgement");

    record Key(String tableName, String indexName, String firstColumn) {}

    @Test
    void everyUniqueKeyOfAGrowingTableBeginsWithItsDistributionKey() {
        List<Key> broken = keys().stream()
                .filter(key -> !REFERENCE_SCHEMAS.contains(key.tableName.split("\\.")[0]))
                .filter(key -> !LOCAL.contains(key.tableName) && !isJob(key.tableName))
                .filter(key -> !DISTRIBUTION.contains(key.firstColumn))
                .toList();
        assertThat(broken).isEmpty();
    }

    @Test
    void thereAreNoTriggers() {
        assertThat(jdbc.sql("select tgname from pg_trigger where not tgisinternal")
                        .query(String.class)
                        .list())
                .isEmpty();
    }

    @Test
    void noForeignKeyLeavesItsSchema() {
        assertThat(jdbc.sql("""
                select c.conname from pg_constraint c
                  join pg_class a on a.oid = c.conrelid join pg_class b on b.oid = c.confrelid
                 where c.contype = 'f' and a.relnamespace <> b.relnamespace
                """).query(String.class).list()).isEmpty();
    }

    private static boolean isJob(String table) {
        return table.endsWith("_job") || table.startsWith("rehearsal.");
    }

    private List<Key> keys() {
        return jdbc.sql("""
                select n.nspname || '.' || t.relname as table_name, i.relname as index_name, a.attname as first_column
                  from pg_index x
                  join pg_class t on t.oid = x.indrelid
                  join pg_class i on i.oid = x.indexrelid
                  join pg_namespace n on n.oid = t.relnamespace
                  join pg_attribute a on a.attrelid = t.oid and a.attnum = x.indkey[0]
                 where x.indisunique and n.nspname not in ('pg_catalog', 'information_schema', 'pg_toast', 'public')
                """).query(Key.class).list();
    }
}
