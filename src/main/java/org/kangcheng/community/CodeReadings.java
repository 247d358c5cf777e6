package org.kangcheng.community;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.card.CodeReader;
import org.kangcheng.card.ReadResult;
import org.kangcheng.card.ReadingAt;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.terminology.CareChannel;
import org.kangcheng.terminology.CareStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Card codes read where no visit is: at the signing table, at the bedside. For some minutes one stands for its holder. */
@Component
class CodeReadings {
    private static final Duration STANDS = Duration.ofMinutes(30);

    private final CodeReader reader;
    private final JdbcClient jdbc;
    private final Readings log;
    private final People people;
    private final TransactionTemplate transaction;
    private final Ids ids;
    private final Clock clock;

    CodeReadings(
            CodeReader reader,
            JdbcClient jdbc,
            Readings log,
            People people,
            TransactionTemplate transaction,
            Ids ids,
            Clock clock) {
        this.reader = reader;
        this.jdbc = jdbc;
        this.log = log;
        this.people = people;
        this.transaction = transaction;
        this.ids = ids;
        this.clock = clock;
    }

    /** @param institutionId for which the code is read */
    Outcome<PublicId> read(Actor actor, long institutionId, String codeText) {
        ReadingAt at = new ReadingAt(institutionId, null, CareStep.OTHER, CareChannel.COUNTER);
        return switch (reader.read(actor, codeText, at)) {
            case ReadResult.NotRead no -> Outcome.no(no.refusal());
            case ReadResult.Read read ->
                Outcome.done(keep(actor, institutionId, read.personKey(), read.verificationsLeft() != null));
        };
    }

    private PublicId keep(Actor actor, long institutionId, long personKey, boolean dynamic) {
        PublicId id = new PublicId(people.resolve(personKey), ids.next());
        transaction.executeWithoutResult(_ -> {
            log.log(actor, id.shard(), "家庭医生签约", Purpose.PUBLIC_HEALTH);
            jdbc.sql("""
                    insert into community.reading (person_key, reading_id, institution_id, read_by, read_at, dynamic)
                    values (?, ?, ?, ?, ?, ?)
                    """)
                    .params(id.shard(), id.key(), institutionId, actor.id(), Timestamp.from(clock.instant()), dynamic)
                    .update();
        });
        return id;
    }

    /** Whether the actor has read this person's code and it still stands. */
    boolean stands(Actor actor, String reading, long personKey) {
        return PublicId.parse(reading)
                .filter(id -> people.same(id.shard(), personKey))
                .flatMap(id -> jdbc.sql("""
                        select read_at >= ? from community.reading
                         where person_key = ? and reading_id = ? and read_by = ?
                        """)
                        .params(Timestamp.from(clock.instant().minus(STANDS)), id.shard(), id.key(), actor.id())
                        .query(Boolean.class)
                        .optional())
                .equals(Optional.of(true));
    }

    /** What was shown, as a confirmation says it: a code on the resident's phone is hers; a printed one can be copied. */
    String shown(String reading) {
        boolean dynamic = PublicId.parse(reading)
                .flatMap(id -> jdbc.sql("select dynamic from community.reading where person_key = ? and reading_id = ?")
                        .params(id.shard(), id.key())
                        .query(Boolean.class)
                        .optional())
                .orElse(false);
        return dynamic ? "动态码" : "静态码";
    }
}
