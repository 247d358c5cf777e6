package org.kangcheng.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;
import org.kangcheng.kernel.Refusal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * The first account of a production installation: whoever can read the data directory finds a one-time token there, and
 * with it creates the security administrator, who grants everything else. The token dies with its use.
 */
@Component
class FirstAdministrator {
    private static final int TOKEN_BYTES = 20;

    private final AccountTable table;
    private final Accounts accounts;
    private final Path file;

    FirstAdministrator(AccountTable table, Accounts accounts, @Value("${kangcheng.data}") Path data) {
        this.table = table;
        this.accounts = accounts;
        this.file = data.resolve("first-administrator.token");
    }

    /** Writes the token when there is no account yet; the path is what the operator is told. */
    Path offer() throws IOException {
        if (!table.anyAccount() && !Files.exists(file)) {
            byte[] token = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(token);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, HexFormat.of().formatHex(token));
        }
        return file;
    }

    Accounts.Created create(String token, String signIn, String name, String password) throws IOException {
        if (table.anyAccount()
                || !Files.exists(file)
                || !constantTimeEquals(Files.readString(file).strip(), token)) {
            throw Refusal.forbidden("令牌无效,或已有账号存在。").asException();
        }
        Accounts.Created created = accounts.create(
                Actor.system("首次安装"),
                new Accounts.NewAccount(
                        signIn, name, password, Set.of(Role.SECURITY_ADMIN), null, null, null, null, false));
        Files.delete(file);
        return created;
    }

    private static boolean constantTimeEquals(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), given.strip().getBytes(StandardCharsets.UTF_8));
    }
}
