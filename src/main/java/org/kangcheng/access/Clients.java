package org.kangcheng.access;

import java.sql.Timestamp;
import java.time.Clock;
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

    Optional<Client> find(String clientId) {
        return jdbc.sql("""
                select client_id, institution_id, name, secret_hash, city_wide
                  from access.client where client_id = ? and disabled_at is null
                """).param(clientId).query(Client.class).optional();
    }
}
