package org.kangcheng.rehearsal;

import java.io.Console;

/** How far a load has come and how long it will take: in place on a terminal, a line each tenth elsewhere. */
final class LoadProgress {
    private static final int WIDTH = 30;

    private final String what;
    private final long total;
    private final boolean inPlace = terminal();
    private final long begun = System.nanoTime();
    private long done;
    private long shown = -1;

    LoadProgress(String what, long total) {
        this.what = what;
        this.total = total;
    }

    void add(long amount) {
        done += amount;
        long percent = done * 100 / total;
        long step = inPlace ? 1 : 10;
        if (percent / step > shown) {
            shown = percent / step;
            show(percent);
        }
    }

    private void show(long percent) {
        int filled = (int) (percent * WIDTH / 100);
        double seconds = (System.nanoTime() - begun) / 1e9;
        String line = "%s [%s%s] %3d%%  %,d / %,d  %s"
                .formatted(
                        what,
                        "█".repeat(filled),
                        "·".repeat(WIDTH - filled),
                        percent,
                        done,
                        total,
                        percent == 100 ? "用时 " + time(seconds) : "约剩 " + time(seconds * (total - done) / done));
        if (inPlace) {
            System.out.print("\r" + line + (percent == 100 ? System.lineSeparator() : "   "));
            System.out.flush();
        } else {
            System.out.println(line);
        }
    }

    private static String time(double seconds) {
        return seconds < 90 ? "%.0f 秒".formatted(seconds) : "%.0f 分钟".formatted(seconds / 60);
    }

    /** Somebody looks, and a line can be replaced; else it is a file or a pipe. */
    @SuppressWarnings("SystemConsoleNull") // JDK 25 answers null again where nobody sits
    private static boolean terminal() {
        Console console = System.console();
        return console != null && console.isTerminal();
    }
}
