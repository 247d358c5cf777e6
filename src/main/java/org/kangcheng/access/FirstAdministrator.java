package org.kangcheng.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kangcheng.kernel.Refusal;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The first account of a production installation: whoever can read the data directory finds a one-time token there, and
 * with it creates the security administrator, who opens the other administrators' accounts and grants roles. The token
 * dies with its use, or after a day; the next start writes a new one while there is nobody.
 */
@Component
class FirstAdministrator {
    private static final int TOKEN_BYTES = 20;
    private static final Duration LIFE = Duration.ofDays(1);

    /** What the file holds: the token, and on the next line until when it is good. */
    private record Token(String text, Instant until) {}

    private final AccountTable table;
    private final Accounts accounts;
    private final TransactionOperations transactions;
    private final Clock clock;
    private final Path file;

    FirstAdministrator(
            AccountTable table,
            Accounts accounts,
            TransactionOperations transactions,
            Clock clock,
            @Value("${kangcheng.data}") Path data) {
        this.table = table;
        this.accounts = accounts;
        this.transactions = transactions;
        this.clock = clock;
        this.file = data.resolve("first-administrator.token");
    }

    /** Sees to it that a token is there while there is no account; the path is what the operator is told. */
    Path offer() {
        try {
            if (!table.anyAccount() && token().filter(this::good).isEmpty()) {
                write();
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of two who come at once with the token one is first: the other waits, and finds an account. */
    Accounts.Created create(String given, String signIn, String name, String password) throws IOException {
        Accounts.Created created = transactions.execute(_ -> {
            if (table.lockAndAskAnyAccount()) {
                throw unfit();
            }
            requireFit(given);
            return accounts.create(
                    Actor.system("首次安装"),
                    new Accounts.NewAccount(
                            signIn, name, password, Set.of(Role.SECURITY_ADMIN), null, null, null, null, false));
        });
        Files.deleteIfExists(file);
        return created;
    }

    private void requireFit(String given) {
        Token token = token().filter(it -> constantTimeEquals(it.text(), given)).orElseThrow(FirstAdministrator::unfit);
        if (!good(token)) {
            throw Refusal.rule("token-expired", "令牌已过期,请重新启动程序以取得新令牌。").asException();
        }
    }

    private static RuntimeException unfit() {
        return Refusal.forbidden("令牌无效,或已有账号存在。").asException();
    }

    private boolean good(Token token) {
        return clock.instant().isBefore(token.until());
    }

    private Optional<Token> token() {
        try {
            if (!Files.exists(file)) {
                return Optional.empty();
            }
            List<String> lines = Files.readAllLines(file);
            return lines.size() < 2
                    ? Optional.empty()
                    : Optional.of(new Token(lines.get(0), Instant.parse(lines.get(1))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whole or not at all: half a token would be one that can be guessed. */
    private void write() throws IOException {
        byte[] token = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(token);
        Path draft = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "first-administrator",
                ".tmp",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(
                draft, HexFormat.of().formatHex(token) + "\n" + clock.instant().plus(LIFE) + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static boolean constantTimeEquals(String expected, String given) {
        return MessageDigest.isEqual(
                expected.getBytes(StandardCharsets.UTF_8), given.strip().getBytes(StandardCharsets.UTF_8));
    }
}
