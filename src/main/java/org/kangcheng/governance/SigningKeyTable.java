package org.kangcheng.governance;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 签名公钥: whose key is which. One a holder is in force; older ones stay, for what was signed with them. */
@Component
class SigningKeyTable {
    private final JdbcClient jdbc;

    SigningKeyTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    Optional<byte[]> inForce(String holder) {
        return jdbc.sql("select public_key from governance.signing_key where holder = ? and ended_at is null")
                .param(holder)
                .query(byte[].class)
                .optional();
    }

    /** Puts a key in force in the place of the one before. The same again changes nothing. */
    @Transactional
    public void put(String holder, String name, byte[] publicKey, Instant at) {
        jdbc.sql("""
                update governance.signing_key set ended_at = ? where holder = ? and ended_at is null and public_key <> ?
                """).params(Timestamp.from(at), holder, publicKey).update();
        jdbc.sql("""
                insert into governance.signing_key (holder, public_key, holder_name, made_at) values (?, ?, ?, ?)
                on conflict do nothing
                """).params(holder, publicKey, name, Timestamp.from(at)).update();
    }
}
