package org.kangcheng.access;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** The institutions' programs that may knock at {@code /fhir} and {@code /api}: OAuth 2 clients. */
@Component
public class Clients {
    /** @param cityWide the city's own client, which may read everybody's filings */
    public record Client(
            String clientId, @Nullable Long institutionId, String name, String secretHash, boolean cityWide) {}

    private final JdbcClient jdbc;
    private final PasswordEncoder passwords;
    private final Clock clock;

    Clients(JdbcClient jdbc, PasswordEncoder passwords, Clock clock) {
        this.jdbc = jdbc;
        this.passwords = passwords;
        this.clock = clock;
    }

    /** Registers a client, or gives a known one a new secret. */
    public void register(
            String clientId, @Nullable Long institutionId, String name, String secret, boolean cityWide, boolean demo) {
        jdbc.sql("""
                insert into access.client (client_id, institution_id, name, secret_hash, city_wide, demo, created_at)
                values (?, ?, ?, ?, ?, ?, ?)
                on conflict (client_id) do update set secret_hash = excluded.secret_hash
                """)
                .params(clientId, institutionId, name, passwords.encode(secret), cityWide, demo)
                .param(Timestamp.from(clock.instant()))
                .update();
    }

    /** @param disabled no longer let in */
    record Listed(
            String clientId,
            String name,
            @Nullable Long institutionId,
            boolean cityWide,
            boolean demo,
            boolean disabled) {}

    List<Listed> list(String after, int limit) {
        return jdbc.sql("""
                select client_id, name, institution_id, city_wide, demo, disabled_at is not null as disabled
                  from access.client where client_id > ? order by client_id limit ?
                """).params(after, limit).query(Listed.class).list();
    }

    /** A client that cannot sign in before it is given a secret. @return false when the name is taken */
    boolean add(String clientId, @Nullable Long institutionId, String name, boolean cityWide) {
        return jdbc.sql("""
                insert into access.client (client_id, institution_id, name, secret_hash, city_wide, created_at)
                values (?, ?, ?, '', ?, ?) on conflict (client_id) do nothing
                """)
                        .params(clientId, institutionId, name, cityWide, Timestamp.from(clock.instant()))
                        .update()
                == 1;
    }

    /** @return false for an unknown client */
    boolean setSecret(String clientId, String secret) {
        return jdbc.sql("update access.client set secret_hash = ? where client_id = ?")
                        .params(passwords.encode(secret), clientId)
                        .update()
                == 1;
    }

    /** Tokens handed out before live on for an hour at most. @return false for an unknown client */
    boolean setDisabled(String clientId, boolean disabled) {
        return jdbc.sql("update access.client set disabled_at = ? where client_id = ?")
                        .params(disabled ? Timestamp.from(clock.instant()) : null, clientId)
                        .update()
                == 1;
    }

    Optional<Client> find(String clientId) {
        return jdbc.sql("""
                select client_id, institution_id, name, secret_hash, city_wide
                  from access.client where client_id = ? and disabled_at is null
                """).param(clientId).query(Client.class).optional();
    }
}
