package org.kangcheng.operation;

/** A bar that grows to 100 %: in place on a terminal, a line each quarter elsewhere. */
final class Progress {
    private static final int WIDTH = 30;

    private final String what;
    private final long total;
    private final boolean inPlace = Screen.isTerminal();
    private long done;
    private int shown = -1;

    private Progress(String what, long total) {
        this.what = what;
        this.total = total;
    }

    static Progress of(String what, long total) {
        return new Progress(what, total);
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
        int step = inPlace ? 1 : 25;
        int rounded = percent / step * step;
        if (rounded <= shown) {
            return;
        }
        shown = rounded;
        if (inPlace) {
            Screen.sayInPlace(bar(), rounded == 100);
        } else {
            Screen.say(bar());
        }
    }

    private String bar() {
        int filled = shown * WIDTH / 100;
        return "%s [%s%s] %d%%".formatted(what, "█".repeat(filled), "·".repeat(WIDTH - filled), shown);
    }
}
