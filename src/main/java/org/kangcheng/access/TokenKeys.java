package org.kangcheng.access;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.proc.SecurityContext;
import java.sql.Timestamp;
import java.text.ParseException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import org.kangcheng.kernel.SealedText;
import org.kangcheng.operation.CannotProceed;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * The key pair that signs access tokens: made once, sealed in the database, shared by all programs on it. RS256, since a
 * token is signed once an hour and verified at every request, and RSA verifies several times faster than a curve.
 */
@Component
class TokenKeys {
    private static final int BITS = 3072;

    private final JdbcClient jdbc;
    private final SealedText sealed;
    private final Clock clock;

    TokenKeys(JdbcClient jdbc, SealedText sealed, Clock clock) {
        this.jdbc = jdbc;
        this.sealed = sealed;
        this.clock = clock;
    }

    @Transactional
    public JWKSource<SecurityContext> source() {
        // Two programs that start at once on an empty table must end with one key.
        jdbc.sql("select pg_advisory_xact_lock(8242)").query((row, n) -> n).list();
        RSAKey key = newest().orElseGet(this::make);
        JWKSet set = new JWKSet(key);
        return (selector, context) -> selector.select(set);
    }

    private Optional<RSAKey> newest() {
        return jdbc.sql("select jwk_sealed from access.token_key order by created_at desc limit 1")
                .query(byte[].class)
                .optional()
                .map(this::open);
    }

    /** The first sealed text that a start opens: whether the keys are the database's shows here. */
    private RSAKey open(byte[] jwk) {
        try {
            return RSAKey.parse(sealed.open(jwk));
        } catch (ParseException e) {
            throw new IllegalStateException(e);
        } catch (IllegalArgumentException | IllegalStateException otherKeys) {
            throw new CannotProceed(
                    "数据库中的内容是用另一套密钥加密的;请放回它原来的 keys.properties,或使用空的数据目录。",
                    "The database was sealed with other keys: bring its keys.properties back, or use an empty folder.");
        }
    }

    private RSAKey make() {
        try {
            RSAKey key = new RSAKeyGenerator(BITS)
                    .keyID(UUID.randomUUID().toString())
                    .generate();
            jdbc.sql("insert into access.token_key (key_id, jwk_sealed, created_at) values (?, ?, ?)")
                    .params(key.getKeyID(), sealed.seal(key.toJSONString()), Timestamp.from(clock.instant()))
                    .update();
            return key;
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
