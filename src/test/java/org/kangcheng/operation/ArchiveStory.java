package org.kangcheng.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kangcheng.operation.Workplace.execute;
import static org.kangcheng.operation.Workplace.number;
import static org.kangcheng.operation.Workplace.start;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk is lost after the last backup: the archive of the log brings it forward, to the end or to a moment. */
class ArchiveStory {
    private static final ZoneId CITY = ZoneId.of("Asia/Shanghai");

    @TempDir
    static Path parent;

    @Test
    void aBackupIsBroughtForward() throws Exception {
        DataDirectory data = Workplace.folder(parent, "data").prepare();
        Path archive = parent.resolve("archive");
        Path backup = parent.resolve("backup");
        start(data).close();
        LogArchive.keep(data, archive);
        LocalDateTime mistake;
        try (EmbeddedPostgres postgres = start(data)) {
            execute(postgres.access(), "create table visit (no bigint)", "insert into visit values (1)");
            assertThat(run("backup", backup.toString(), "--data", data.root().toString()))
                    .isZero();
            execute(postgres.access(), "insert into visit values (2)");
            Thread.sleep(20);
            mistake = LocalDateTime.now(CITY);
            Thread.sleep(20);
            execute(postgres.access(), "delete from visit where no = 1");
        }

        assertThat(visits(backup, "alone")).as("the backup alone").isEqualTo(1);
        assertThat(visits(backup, "end", "--archive", archive.toString()))
                .as("to the end, with the mistake")
                .isEqualTo(20);
        assertThat(visits(backup, "before", "--archive", archive.toString(), "--until", mistake.toString()))
                .as("to the moment before it")
                .isEqualTo(21);
    }

    /** The backup may be of a database that was itself restored to a moment, which must not be meant again. */
    @Test
    void toTheEndIsSaidAsWellAsToAMoment() throws Exception {
        LogArchive archive = LogArchive.at(Files.createDirectories(parent.resolve("said")));
        assertThat(archive.recovery(LocalDateTime.of(2026, 11, 22, 15, 4)))
                .contains("recovery_target_time = '2026-11-22T15:04 Asia/Shanghai'");
        assertThat(archive.recovery(null)).contains("recovery_target_time = ''");
    }

    @Test
    void aMomentNeedsAnArchiveAndTheArchiveAPlaceOfItsOwn() throws Exception {
        DataDirectory data = Workplace.folder(parent, "other").prepare();
        assertThat(run("restore", "backup", "--until", "2026-11-22T15:04:00")).isEqualTo(1);
        assertThat(run(
                        "restore",
                        "backup",
                        "--archive",
                        parent.resolve("nowhere").toString()))
                .isEqualTo(1);
        org.assertj.core.api.Assertions.assertThatThrownBy(
                        () -> LogArchive.keep(data, data.root().resolve("archived")))
                .hasMessageContaining("数据目录");
        assertThat(Files.exists(data.archive())).isFalse();
    }

    /** 1 when the first stands, 20 when the second does. */
    private static long visits(Path backup, String into, String... more) throws Exception {
        DataDirectory restored = Workplace.folder(parent, into);
        String[] command = {
            "restore", backup.toString(), "--data", restored.root().toString()
        };
        String[] all = java.util.Arrays.copyOf(command, command.length + more.length);
        System.arraycopy(more, 0, all, command.length, more.length);
        assertThat(run(all)).isZero();
        try (EmbeddedPostgres postgres = start(restored)) {
            long found =
                    number(postgres.access(), "select coalesce(sum(case no when 1 then 1 else 20 end), 0) from visit");
            execute(postgres.access(), "insert into visit values (3)");
            return found;
        }
    }

    private static int run(String... arguments) {
        return OperationCommands.around(launch -> {
                    throw new IllegalStateException("not to be started");
                })
                .execute(arguments);
    }
}
