package org.kangcheng.card;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.card.BulkJobTable.BulkJob;
import org.kangcheng.card.IssueResult.Issued;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.Ids;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** One step of a bulk issue: some residents of one village, in one transaction with the job's cursor. */
@Component
class BulkBatch {
    private static final int SIZE = 200;
    private static final Actor PLATFORM = Actor.system("批量发卡");

    private record Resident(long personKey, String idType, boolean verified) {}

    private final JdbcClient jdbc;
    private final People people;
    private final CardIds ids;
    private final IssuedTable issued;
    private final IssueCard issue;
    private final BulkJobTable jobs;
    private final TransactionTemplate transaction;
    private final Ids keys;
    private final Clock clock;

    BulkBatch(
            JdbcClient jdbc,
            People people,
            CardIds ids,
            IssuedTable issued,
            IssueCard issue,
            BulkJobTable jobs,
            TransactionTemplate transaction,
            Ids keys,
            Clock clock) {
        this.jdbc = jdbc;
        this.people = people;
        this.ids = ids;
        this.issued = issued;
        this.issue = issue;
        this.jobs = jobs;
        this.transaction = transaction;
        this.keys = keys;
        this.clock = clock;
    }

    /** @return how many residents it dealt with; 0: the village is done */
    int next(BulkJob job, String village, long afterPerson) {
        List<Resident> batch = withoutCard(village, afterPerson);
        if (!batch.isEmpty() && !allAtOnce(job, village, batch)) {
            oneByOne(job, village, batch);
        }
        return batch.size();
    }

    /** Who closed the card himself is left alone. */
    private List<Resident> withoutCard(String village, long afterPerson) {
        return jdbc.sql("""
                select person.person_key, person.id_type, person.verified
                  from identity_pub.resident join identity_pub.person using (person_key)
                 where resident.area_code = ? and person_key > ?
                   and not exists (select from card.health_card card
                                    where card.person_key = resident.person_key
                                      and (card.status <> 'CANCELLED' or card.closed_because = 'HOLDER'))
                 order by person_key limit ?
                """)
                .params(village, afterPerson, SIZE)
                .query(Resident.class)
                .list();
    }

    /** False, and nothing done, when anybody in it is no plain case: has a card by now, had one, or an id is taken. */
    private boolean allAtOnce(BulkJob job, String village, List<Resident> batch) {
        Rows rows = new Rows(batch.size());
        batch.forEach(resident -> rows.add(resident.personKey(), derive(resident), keys.next()));
        return Boolean.TRUE.equals(transaction.execute(status -> {
            Instant now = clock.instant();
            if (insert(rows, village, now) < batch.size() || insertIds(rows) < batch.size()) {
                status.setRollbackOnly();
                return false;
            }
            insertChanges(rows, now);
            issued.add(village, rows.personKeys);
            jobs.moveOn(job, batch.size(), 0, village, batch.getLast().personKey());
            return true;
        }));
    }

    private CardIds.Derived derive(Resident resident) {
        Optional<String> number = people.identifiers(resident.personKey()).map(People.Identifiers::idNumber);
        return ids.of(resident.personKey(), resident.idType(), number.orElse(null), resident.verified());
    }

    /** The columns of the new rows. */
    private static final class Rows {
        final long[] personKeys;
        final byte[][] cardIds;
        final String[] attributes;
        final long[] changeIds;
        int keyVersion;
        private int size;

        Rows(int capacity) {
            personKeys = new long[capacity];
            cardIds = new byte[capacity][];
            attributes = new String[capacity];
            changeIds = new long[capacity];
        }

        void add(long personKey, CardIds.Derived card, long changeId) {
            personKeys[size] = personKey;
            cardIds[size] = card.cardId().bytes();
            attributes[size] = card.attribute().name();
            changeIds[size++] = changeId;
            keyVersion = card.keyVersion();
        }
    }

    private int insert(Rows rows, String village, Instant now) {
        return jdbc.sql("""
                insert into card.health_card (person_key, card_no, card_id, key_version, attribute, status, area_code,
                       issued_at, changed_at)
                select person_key, 1, card_id, ?, attribute, 'NORMAL', ?, ?, ?
                  from unnest(?::bigint[], ?::bytea[], ?::text[]) as t (person_key, card_id, attribute)
                on conflict do nothing
                """)
                .params(rows.keyVersion, village, Timestamp.from(now), Timestamp.from(now))
                .param(rows.personKeys)
                .param(rows.cardIds)
                .param(rows.attributes)
                .update();
    }

    private int insertIds(Rows rows) {
        return jdbc.sql("""
                insert into card.card_id (card_id, person_key, card_no)
                select card_id, person_key, 1 from unnest(?::bytea[], ?::bigint[]) as t (card_id, person_key)
                on conflict do nothing
                """).param(rows.cardIds).param(rows.personKeys).update();
    }

    private void insertChanges(Rows rows, Instant now) {
        jdbc.sql("""
                insert into card.card_change (person_key, change_id, card_no, at, what, actor_kind, actor_id)
                select person_key, change_id, 1, ?, 'ISSUED', ?, ?
                  from unnest(?::bigint[], ?::bigint[]) as t (person_key, change_id)
                """)
                .params(Timestamp.from(now), PLATFORM.kind().name(), PLATFORM.id())
                .param(rows.personKeys)
                .param(rows.changeIds)
                .update();
    }

    private void oneByOne(BulkJob job, String village, List<Resident> batch) {
        transaction.executeWithoutResult(status -> {
            int done = 0;
            for (Resident resident : batch) {
                if (issue.issue(PLATFORM, resident.personKey()) instanceof Issued) {
                    done++;
                }
            }
            jobs.moveOn(job, done, batch.size() - done, village, batch.getLast().personKey());
        });
    }
}
