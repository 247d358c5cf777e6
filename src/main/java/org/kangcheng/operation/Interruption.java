package org.kangcheng.operation;

/** An interrupted wait as an unchecked exception: whoever is interrupted here is being shut down. */
final class Interruption extends RuntimeException {
    private Interruption(InterruptedException cause) {
        super(cause);
    }

    static Interruption of(InterruptedException cause) {
        Thread.currentThread().interrupt();
        return new Interruption(cause);
    }

    static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            throw of(e);
        }
    }
}
