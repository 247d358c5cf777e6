package org.kangcheng.access;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.SealedText;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Residents' accounts: a phone, and the people whom its holder has proved to be or to act for. */
@Component
public class ResidentAccounts {
    /** 本人 or 家人. */
    public enum Relation {
        SELF,
        FAMILY
    }

    public record Proved(long personKey, Relation relation) {}

    private final JdbcClient jdbc;
    private final SealedText sealed;
    private final Ids ids;
    private final Clock clock;

    ResidentAccounts(JdbcClient jdbc, SealedText sealed, Ids ids, Clock clock) {
        this.jdbc = jdbc;
        this.sealed = sealed;
        this.ids = ids;
        this.clock = clock;
    }

    /** The account of a phone, opened at its first sign-in. */
    @Transactional
    public long ofPhone(String phone) {
        byte[] index = sealed.index("phone", phone);
        jdbc.sql("""
                insert into access.resident_account (phone_index, account_id, phone_sealed, created_at)
                values (?, ?, ?, ?) on conflict (phone_index) do nothing
                """)
                .params(index, ids.next(), sealed.seal(phone), Timestamp.from(clock.instant()))
                .update();
        return jdbc.sql("select account_id from access.resident_account where phone_index = ?")
                .param(index)
                .query(Long.class)
                .single();
    }

    /** Binds a proved person to an account; twice is once. False when the account already is another person's own. */
    @Transactional
    public boolean bind(long accountId, long personKey, Relation relation) {
        jdbc.sql("""
                insert into access.proved_person (account_id, person_key, relation, proved_at)
                values (?, ?, ?, ?) on conflict do nothing
                """)
                .params(accountId, personKey, relation.name(), Timestamp.from(clock.instant()))
                .update();
        return proved(accountId).stream().anyMatch(proved -> proved.personKey() == personKey);
    }

    public List<Proved> proved(long accountId) {
        return jdbc.sql("""
                select person_key, relation from access.proved_person
                 where account_id = ? order by relation desc, proved_at
                """).param(accountId).query(Proved.class).list();
    }

    /** The phone of an account. Only for proving a person: it is shown and logged nowhere. */
    public Optional<String> phone(long accountId) {
        return jdbc.sql("select phone_sealed from access.resident_account where account_id = ?")
                .param(accountId)
                .query(byte[].class)
                .optional()
                .map(sealed::open);
    }

    /** The person whom a fresh sign-in acts for: the holder herself, else the first proved one, else nobody yet. */
    @Nullable
    Long firstPerson(long accountId) {
        return proved(accountId).stream().map(Proved::personKey).findFirst().orElse(null);
    }
}
