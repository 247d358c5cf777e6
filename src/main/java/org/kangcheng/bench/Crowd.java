package org.kangcheng.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/** Many clients at once, each on a connection of its own, asking as fast as they are answered. */
final class Crowd {
    /** One asking of one client; returns what the answer counts as. */
    interface Ask {
        String once(Wire wire, int client, long turn) throws IOException;
    }

    /** @param nanos the time of each asking, sorted */
    record Outcome(Map<String, Long> counts, long[] nanos, double seconds) {
        long count(String what) {
            return counts.getOrDefault(what, 0L);
        }

        double rate(String what) {
            return count(what) / seconds;
        }

        double totalRate() {
            return nanos.length / seconds;
        }

        double percentileMs(double share) {
            return nanos.length == 0 ? 0 : nanos[(int) Math.min(nanos.length - 1, nanos.length * share)] / 1e6;
        }
    }

    private record Part(Map<String, Long> counts, long[] nanos) {}

    private Crowd() {}

    static Outcome run(int clients, Duration length, int port, @Nullable String token, Ask ask) {
        return run(clients, length, port, client -> token, ask);
    }

    interface Tokens {
        @Nullable
        String of(int client);
    }

    static Outcome run(int clients, Duration length, int port, Tokens tokens, Ask ask) {
        long begun = System.nanoTime();
        long end = begun + length.toNanos();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Part>> parts = new ArrayList<>();
            for (int client = 0; client < clients; client++) {
                int me = client;
                parts.add(threads.submit(() -> one(me, end, port, tokens.of(me), ask)));
            }
            return together(parts, begun);
        }
    }

    private static Part one(int client, long end, int port, @Nullable String token, Ask ask) throws IOException {
        Map<String, Long> counts = new TreeMap<>();
        long[] nanos = new long[4096];
        int asked = 0;
        try (Wire wire = new Wire(port, token)) {
            for (long now = System.nanoTime(); now < end; asked++) {
                counts.merge(ask.once(wire, client, asked), 1L, Long::sum);
                long after = System.nanoTime();
                nanos = asked < nanos.length ? nanos : Arrays.copyOf(nanos, nanos.length * 2);
                nanos[asked] = after - now;
                now = after;
            }
        }
        return new Part(counts, Arrays.copyOf(nanos, asked));
    }

    private static Outcome together(List<Future<Part>> parts, long begun) {
        Map<String, Long> counts = new TreeMap<>();
        List<long[]> all = new ArrayList<>();
        for (Future<Part> part : parts) {
            try {
                Part done = part.get();
                done.counts().forEach((what, count) -> counts.merge(what, count, Long::sum));
                all.add(done.nanos());
            } catch (InterruptedException | ExecutionException e) {
                throw new IllegalStateException("a client failed", e);
            }
        }
        long[] nanos = all.stream().flatMapToLong(Arrays::stream).sorted().toArray();
        return new Outcome(counts, nanos, (System.nanoTime() - begun) / 1e9);
    }
}
