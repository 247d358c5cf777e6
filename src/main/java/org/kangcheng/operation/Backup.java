package org.kangcheng.operation;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** 备份: a complete copy of an installation into an empty folder, while it works. */
@Command(name = "backup", description = "在线备份到一个空目录", mixinStandardHelpOptions = true)
final class Backup implements Callable<Integer> {
    @Parameters(paramLabel = "目标目录", description = "空目录或尚不存在的目录")
    private Path target = Path.of("");

    @Option(names = "--data", description = "数据目录（默认 ${DEFAULT-VALUE}）")
    private Path data = Path.of("data");

    @Option(names = "--database-url", defaultValue = "${env:KANGCHENG_DATABASE_URL}", hidden = true)
    private @Nullable String databaseUrl;

    @Override
    public Integer call() throws IOException, SQLException {
        if (databaseUrl != null) {
            throw new CannotProceed(
                    "外部数据库请用它自己的工具备份（pg_basebackup、pg_dump 或云平台的备份），并另存数据目录中的密钥与附件。",
                    "Back an outside database up by its own tools, and keep the data directory's keys and attachments too.");
        }
        DataDirectory directory = DataDirectory.at(data);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.visit(directory, Screen::say)) {
            OnlineBackup.write(directory, postgres, target.toAbsolutePath().normalize());
        }
        Screen.say("备份完成：" + target.toAbsolutePath() + "（内含密钥与密码，请妥善保管）");
        return 0;
    }
}
