package org.kangcheng.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.kangcheng.kernel.CityTime;

/** Kills the embedded database (SIGKILL) in the rushes of the morning; its watchdog has to bring it back. */
final class DatabaseKill {
    /** When numbers are released, when many want the same one, and when the consulting rooms are full. */
    private static final List<LocalTime> WHEN =
            List.of(LocalTime.of(7, 0), LocalTime.of(7, 30), LocalTime.of(9, 0), LocalTime.of(10, 0));

    private static final int INTO_THE_RUSH_MS = 60;

    private final Path data;
    private final Figures figures;

    DatabaseKill(Path data, Figures figures) {
        this.data = data;
        this.figures = figures;
    }

    void during(HandClock clock, LocalDate day) {
        for (LocalTime time : WHEN) {
            clock.until(CityTime.instant(day.atTime(time)));
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(INTO_THE_RUSH_MS));
            ProcessHandle.of(postmaster()).orElseThrow().destroyForcibly();
            figures.happened("杀死数据库");
        }
    }

    private long postmaster() {
        try {
            return Long.parseLong(Files.readAllLines(data.resolve("pgdata/postmaster.pid"))
                    .getFirst()
                    .strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
