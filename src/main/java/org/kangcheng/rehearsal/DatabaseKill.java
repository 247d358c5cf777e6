package org.kangcheng.rehearsal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import org.kangcheng.kernel.CityTime;

/** Kills the embedded database (SIGKILL) in the rush of the morning; its watchdog has to bring it back. */
final class DatabaseKill {
    private static final LocalTime WHEN = LocalTime.of(9, 20);

    private final Path data;
    private final Figures figures;

    DatabaseKill(Path data, Figures figures) {
        this.data = data;
        this.figures = figures;
    }

    void at(HandClock clock, LocalDate day) {
        clock.until(CityTime.instant(day.atTime(WHEN)));
        ProcessHandle.of(postmaster()).orElseThrow().destroyForcibly();
        figures.happened("杀死数据库");
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
