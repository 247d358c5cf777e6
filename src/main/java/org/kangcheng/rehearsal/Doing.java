package org.kangcheng.rehearsal;

import java.time.Duration;
import java.util.HexFormat;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.kangcheng.access.Actor;

/**
 * One resident who does something: how the platform is called, what it acknowledged, how time passes, and the resident's
 * own dice.
 */
record Doing(long personKey, Calls calls, Acknowledged kept, Consumer<Duration> time, RandomGenerator random) {
    Actor self() {
        return Actor.resident(personKey, "居民本人", personKey);
    }

    /** Waits some minutes between the two, both included. */
    void pause(int least, int most) {
        time.accept(Duration.ofSeconds(random.nextLong(60L * least, 60L * most + 1)));
    }

    boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    /** Names a request, so that sent again it is the same one. */
    String requestKey() {
        return "rehearsal:" + HexFormat.of().toHexDigits(random.nextLong());
    }
}
