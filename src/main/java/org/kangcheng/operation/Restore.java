package org.kangcheng.operation;

import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** 恢复: a backup into an empty data directory. */
@Command(name = "restore", description = "把备份恢复到一个空的数据目录", mixinStandardHelpOptions = true)
final class Restore implements Callable<Integer> {
    @Parameters(paramLabel = "备份目录")
    private Path backup = Path.of("");

    @Option(names = "--data", description = "数据目录（默认 ${DEFAULT-VALUE}）")
    private Path data = Path.of("data");

    @Option(names = "--archive", description = "日志归档目录：恢复到归档的末尾")
    private @Nullable Path archive;

    @Option(names = "--until", description = "只恢复到此刻（北京时间），如 2026-11-22T15:04:00；须同时给出 --archive")
    private @Nullable LocalDateTime until;

    @Override
    public Integer call() throws IOException {
        if (until != null && archive == null) {
            throw new CannotProceed("--until 须同时给出 --archive。", "A moment can be restored from an archive alone.");
        }
        RestoredDirectory.layOut(
                backup.toAbsolutePath().normalize(),
                DataDirectory.at(data),
                archive == null ? "" : LogArchive.at(archive).recovery(until));
        Screen.say("恢复完成。下一步：./kangcheng start --data " + data + "，再执行 ./kangcheng check --data " + data);
        return 0;
    }
}
