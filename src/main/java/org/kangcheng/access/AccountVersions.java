package org.kangcheng.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/**
 * Whether an account is still as it was when its holder signed in. Asked at each request of a page, so the answer is
 * remembered for some seconds; each machine remembers for itself, and all of them see a change within that time.
 */
@Component
class AccountVersions {
    static final Duration FRESH = Duration.ofSeconds(3);
    private static final int GONE = -1;

    private record Known(int version, Instant asked) {}

    private final AccountTable accounts;
    private final Clock clock;
    private final Map<Long, Known> known = new ConcurrentHashMap<>();

    AccountVersions(AccountTable accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    boolean current(long accountId, int version) {
        Instant now = clock.instant();
        Known it = known.get(accountId);
        // Versions only grow: who has a newer one has signed in since it was asked.
        if (it == null
                || it.version() < version
                || Duration.between(it.asked(), now).abs().compareTo(FRESH) > 0) {
            it = new Known(accounts.version(accountId).orElse(GONE), now);
            known.put(accountId, it);
        }
        return it.version() == version;
    }
}
