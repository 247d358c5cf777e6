package org.kangcheng.rehearsal;

import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.function.BiPredicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Refused;

/**
 * How the rehearsal calls the platform: so many at a time, each timed, each refusal counted. When the database is gone it
 * asks again with the same request, as a phone would.
 */
final class Calls {
    /** Requests that are served at the same time. */
    static final int AT_ONCE = 64;

    private static final int TRIES = 240;
    private static final int PAUSE_MS = 500;
    private static final Executor VIRTUAL = command -> Thread.startVirtualThread(command);

    private final Figures figures;
    private final boolean outages;
    private final Semaphore permits = new Semaphore(AT_ONCE);

    /** @param outages the database is going to be killed: whoever meets that tries again */
    Calls(Figures figures, boolean outages) {
        this.figures = figures;
        this.outages = outages;
    }

    <T> T make(CareStage stage, Supplier<T> call) {
        return again(() -> once(stage, call));
    }

    /** The database is going to be killed: what fails is tried again. */
    boolean outages() {
        return outages;
    }

    /** What is not one of the day's figures. */
    <T> T aside(Supplier<T> call) {
        return again(call);
    }

    private <T> T again(Supplier<T> call) {
        for (int tried = 1; ; tried++) {
            try {
                return call.get();
            } catch (RuntimeException e) {
                if (!outages || tried == TRIES || !databaseGone(e)) {
                    throw e;
                }
                figures.happened("数据库中断后重试");
                rest();
            }
        }
    }

    /** The same request twice at the same time, as an impatient finger sends it: it must not be done twice. */
    <T> T twice(CareStage stage, Supplier<T> call, BiPredicate<T, T> contradict) {
        CompletableFuture<T> second = CompletableFuture.supplyAsync(() -> make(stage, call), VIRTUAL);
        T first = make(stage, call);
        if (contradict.test(first, second.join())) {
            figures.fault("重复点击得到两个结果:" + stage.label);
        }
        figures.happened("重复点击");
        return first;
    }

    private <T> T once(CareStage stage, Supplier<T> call) {
        permits.acquireUninterruptibly();
        long begun = System.nanoTime();
        try {
            T answer = call.get();
            Refusals.of(answer).ifPresent(refusal -> figures.refused(stage, refusal.code()));
            return answer;
        } catch (Refused refused) {
            figures.refused(stage, refused.refusal().code());
            throw refused;
        } finally {
            figures.took(stage, System.nanoTime() - begun);
            permits.release();
        }
    }

    /** Class 08: connection; 57P: the server shuts down or starts; no state at all: the pool has none to give. */
    static boolean databaseGone(Throwable problem) {
        for (@Nullable Throwable at = problem; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql) {
                String state = sql.getSQLState();
                if (state == null || state.startsWith("08") || state.startsWith("57P")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void rest() {
        try {
            Thread.sleep(PAUSE_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
