package org.kangcheng.bench;

import java.nio.file.Path;
import java.time.Duration;
import org.kangcheng.bench.BenchCommand.Bench;
import org.kangcheng.bench.BenchCommand.Setting;

/** Seconds from the command to the first page, on an empty folder and on a used one; memory at rest and under load. */
final class StartBench implements Bench {
    private static final int CLIENTS = 16;
    private static final double SMALL_CITY = 0.001;

    @Override
    public void run(Setting setting, Report report) throws Exception {
        Path data = setting.folder().resolve("start");
        try (Platform first = Platform.start(data, SMALL_CITY)) {
            report.figure("first start, seconds to first page", first.firstPageSeconds);
            report.check("first page well under a minute", first.firstPageSeconds < 45);
        }
        try (Platform again = Platform.start(data, SMALL_CITY)) {
            report.figure("next start, seconds to first page", again.firstPageSeconds);
            Thread.sleep(5_000);
            report.check("first page well under a minute", again.firstPageSeconds < 45);
            report.figure("memory at rest, MiB", again.memoryMib("VmRSS"));
            report.figure("memory of the database at rest, MiB", again.databaseMemoryMib());
            Crowd.Outcome pages = Crowd.run(
                    CLIENTS,
                    Duration.ofSeconds(setting.seconds()),
                    again.port,
                    (String) null,
                    (wire, me, turn) -> Integer.toString(wire.get("/sign-in").status()));
            report.figure("sign-in pages a second under load", pages.rate("200"));
            report.figure("memory under load, peak MiB", again.memoryMib("VmHWM"));
            report.figure("memory of the database under load, MiB", again.databaseMemoryMib());
            report.check("every page was answered", pages.count("200") == pages.nanos().length);
        }
    }
}
