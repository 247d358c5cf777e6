package org.kangcheng.operation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
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

    @Override
    public Integer call() throws IOException {
        RestoredDirectory.layOut(backup.toAbsolutePath().normalize(), DataDirectory.at(data));
        Screen.say("恢复完成。下一步：./kangcheng start --data " + data + "，再执行 ./kangcheng check --data " + data);
        return 0;
    }
}
