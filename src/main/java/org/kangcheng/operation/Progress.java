package org.kangcheng.operation;

import java.util.function.Consumer;

/** A bar that grows to 100 %: in place on a terminal, a line each quarter elsewhere. */
final class Progress {
    private static final int WIDTH = 30;

    private final String what;
    private final long total;
    private final Consumer<String> out;
    private final int step;
    private long done;
    private int shown = -1;

    private Progress(String what, long total, Consumer<String> out, int step) {
        this.what = what;
        this.total = total;
        this.out = out;
        this.step = step;
    }

    static Progress of(String what, long total) {
        boolean terminal = System.console() != null && System.console().isTerminal();
        return terminal
                ? new Progress(
                        what, total, line -> System.out.print("\r" + line + (line.contains("100%") ? "\n" : "")), 1)
                : new Progress(what, total, System.out::println, 25);
    }

    void add(long amount) {
        done += amount;
        // The total was measured before and the city has gone on since.
        show((int) Math.min(99, total == 0 ? 0 : done * 100 / total));
    }

    void end() {
        show(100);
    }

    private void show(int percent) {
        int rounded = percent / step * step;
        if (rounded > shown) {
            shown = rounded;
            int filled = rounded * WIDTH / 100;
            out.accept("%s [%s%s] %d%%".formatted(what, "█".repeat(filled), "·".repeat(WIDTH - filled), rounded));
        }
    }
}
