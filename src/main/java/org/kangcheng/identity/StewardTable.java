package org.kangcheng.identity;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.SealedText;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** 待核对: the pairs and claims that a person must decide on. A pair is asked about once. */
@Component
class StewardTable {
    enum Reason {
        NAME("同名、同性别、同出生日期"),
        SOUND("同音、同性别、同出生日期"),
        DOCUMENT("同一证件，信息不一致");

        private final String label;

        Reason(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    enum Decision {
        SAME,
        DIFFERENT
    }

    /** @param otherKey null when the case is a claim to the person's document */
    record Case(
            long caseId,
            long personKey,
            @Nullable Long otherKey,
            Reason reason,
            Instant openedAt,
            @Nullable Decision decision) {}

    private static final String COLUMNS =
            "select case_id, person_key, other_key, reason, opened_at, decision from identity.steward_case ";

    private final JdbcClient jdbc;
    private final SealedText sealed;
    private final JsonMapper json;
    private final Ids ids;
    private final Clock clock;

    StewardTable(JdbcClient jdbc, SealedText sealed, JsonMapper json, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.sealed = sealed;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /** The case of these two, opened now unless they have one, decided or not. */
    long open(long one, long other, Reason reason) {
        long low = Math.min(one, other);
        long high = Math.max(one, other);
        jdbc.sql("""
                insert into identity.steward_case (case_id, person_key, other_key, reason, opened_at)
                values (?, ?, ?, ?, ?) on conflict do nothing
                """)
                .params(ids.next(), low, high, reason.name(), Timestamp.from(clock.instant()))
                .update();
        return jdbc.sql("select case_id from identity.steward_case where person_key = ? and other_key = ?")
                .params(low, high)
                .query(Long.class)
                .single();
    }

    /** Somebody's details under a document that {@code holder} holds. The same claim again meets its first answer. */
    EnrolResult claim(long holder, NewPerson claimed) {
        String text = json.writeValueAsString(claimed);
        byte[] index = sealed.index(
                "claim",
                String.join(
                        "|",
                        claimed.name(),
                        claimed.birthDate().toString(),
                        claimed.sex().name()));
        jdbc.sql("""
                insert into identity.steward_case (case_id, person_key, claim_index, claim_sealed, reason, opened_at)
                values (?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                .params(ids.next(), holder, index, sealed.seal(text), Reason.DOCUMENT.name())
                .param(Timestamp.from(clock.instant()))
                .update();
        Case standing = jdbc.sql(COLUMNS + "where person_key = ? and claim_index = ?")
                .params(holder, index)
                .query(Case.class)
                .single();
        return answer(holder, standing);
    }

    private static EnrolResult answer(long holder, Case standing) {
        return switch (standing.decision()) {
            case null -> new EnrolResult.Suspicious(holder, standing.caseId());
            case SAME -> new EnrolResult.Known(holder);
            case DIFFERENT ->
                new EnrolResult.Refused(Refusal.conflict("document-of-another", "该证件号码属于另一位居民（已人工核对），请核对后使用本人证件。"));
        };
    }

    List<Case> undecided(long after, int limit) {
        return jdbc.sql(COLUMNS + "where decision is null and case_id > ? order by case_id limit ?")
                .params(after, limit)
                .query(Case.class)
                .list();
    }

    Optional<Case> find(long caseId) {
        return jdbc.sql(COLUMNS + "where case_id = ?")
                .param(caseId)
                .query(Case.class)
                .optional();
    }

    Optional<NewPerson> claimOf(long caseId) {
        return jdbc.sql("select claim_sealed from identity.steward_case where case_id = ? and claim_sealed is not null")
                .param(caseId)
                .query(byte[].class)
                .optional()
                .map(claim -> json.readValue(sealed.open(claim), NewPerson.class));
    }

    /** False when somebody has decided before: the first word stands. */
    boolean decide(long caseId, Decision decision, String by) {
        return jdbc.sql("""
                update identity.steward_case set decision = ?, decided_at = ?, decided_by = ?
                 where case_id = ? and decision is null
                """)
                        .params(decision.name(), Timestamp.from(clock.instant()), by, caseId)
                        .update()
                == 1;
    }

    /** What a merge or split by hand says about a pair, whatever was said before. */
    void settle(long one, long other, Decision decision, String by) {
        long caseId = open(one, other, Reason.NAME);
        jdbc.sql("update identity.steward_case set decision = ?, decided_at = ?, decided_by = ? where case_id = ?")
                .params(decision.name(), Timestamp.from(clock.instant()), by, caseId)
                .update();
    }
}
