package org.kangcheng.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.kangcheng.operation.Workplace.execute;
import static org.kangcheng.operation.Workplace.number;
import static org.kangcheng.operation.Workplace.start;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kangcheng.kernel.FileKeys;

/** A city that is written to is backed up, and comes back whole in another folder. */
class BackupStory {
    @TempDir
    static Path parent;

    static DataDirectory data;
    static Path backup;
    static long acknowledgedBefore;

    @BeforeAll
    static void backUpDuringWrites() throws Exception {
        data = Workplace.folder(parent, "data");
        backup = parent.resolve("backup");
        try (EmbeddedPostgres postgres = start(data)) {
            execute(postgres.access(), "create table leg (posting bigint, amount_fen bigint, filler text)");
            leaveCompanions();
            AtomicBoolean enough = new AtomicBoolean();
            AtomicLong acknowledged = new AtomicLong();
            Thread writer = Thread.ofPlatform().start(() -> write(postgres.access(), acknowledged, enough));
            while (acknowledged.get() < 200) {
                Thread.sleep(5);
            }
            acknowledgedBefore = acknowledged.get();
            assertThat(run("backup", backup.toString(), "--data", data.root().toString()))
                    .isZero();
            enough.set(true);
            writer.join();
        }
    }

    private static void leaveCompanions() throws IOException {
        DataDirectory real = DataDirectory.at(data.root());
        FileKeys.open(real.root().resolve("keys.properties"), false); // as the program writes them
        Files.createDirectories(real.attachments().resolve("2026"));
        Files.writeString(real.attachments().resolve("2026/photo"), "a photo");
    }

    /** Two legs a transaction, so that half a transaction would show. */
    private static void write(DatabaseAccess access, AtomicLong acknowledged, AtomicBoolean enough) {
        try (Connection connection = access.connectAsOwner();
                PreparedStatement insert =
                        connection.prepareStatement("insert into leg values (?, ?, repeat('x', 500))")) {
            connection.setAutoCommit(false);
            while (!enough.get()) {
                for (long amount : new long[] {100, -100}) {
                    insert.setLong(1, acknowledged.get() + 1);
                    insert.setLong(2, amount);
                    insert.executeUpdate();
                }
                connection.commit();
                acknowledged.incrementAndGet();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void comesBackWholeInAnotherFolder() throws Exception {
        DataDirectory restored = Workplace.folder(parent, "restored");
        assertThat(run("restore", backup.toString(), "--data", restored.root().toString()))
                .isZero();
        try (EmbeddedPostgres postgres = start(restored)) {
            assertThat(number(postgres.access(), "select count(distinct posting) from leg"))
                    .isGreaterThanOrEqualTo(acknowledgedBefore);
            assertThat(number(
                            postgres.access(),
                            "select count(*) from (select from leg group by posting "
                                    + "having sum(amount_fen) <> 0 or count(*) <> 2) as torn"))
                    .isZero();
            execute(postgres.access(), "insert into leg values (-1, 0, '')");
        }
        assertThat(restored.attachments().resolve("2026/photo")).hasContent("a photo");
        assertThat(restored.keys())
                .hasFileName("keys.properties")
                .hasSameTextualContentAs(DataDirectory.at(data.root()).keys());
    }

    @Test
    void isNeverWrittenOverAnything() {
        assertThatThrownBy(() -> restoreInto(data.root())).hasMessageContaining("不是空的");
        assertThat(run("backup", backup.toString(), "--data", data.root().toString()))
                .isEqualTo(1);
    }

    @Test
    void isRefusedWithTheFileNamedWhenAByteIsOther() throws Exception {
        Path copy = copyOfBackup("flipped");
        Path victim = copy.resolve("pgdata/global/pg_control");
        byte[] bytes = Files.readAllBytes(victim);
        bytes[100] ^= 1;
        Files.write(victim, bytes);
        assertThatThrownBy(() -> RestoredDirectory.layOut(copy, DataDirectory.at(parent.resolve("never")), ""))
                .isInstanceOf(CannotProceed.class)
                .hasMessageContaining("pgdata/global/pg_control");
        assertThat(parent.resolve("never")).doesNotExist();
    }

    @Test
    void isRefusedWithTheFileNamedWhenOneIsMissing() throws Exception {
        Path copy = copyOfBackup("incomplete");
        Files.delete(copy.resolve("pgdata/backup_label"));
        assertThatThrownBy(() -> RestoredDirectory.layOut(copy, DataDirectory.at(parent.resolve("never")), ""))
                .hasMessageContaining("pgdata/backup_label");
    }

    @Test
    void isRefusedWhenItWasNotFinished() throws Exception {
        Path copy = copyOfBackup("unfinished");
        Files.delete(copy.resolve(BackupManifest.NAME));
        assertThatThrownBy(() -> RestoredDirectory.layOut(copy, DataDirectory.at(parent.resolve("never")), ""))
                .hasMessageContaining(BackupManifest.NAME);
    }

    @Test
    void aRestoreCutShortIsNotTakenForAnEmptyCity() throws Exception {
        DataDirectory cut = Workplace.folder(parent, "cut").prepare();
        Files.createDirectories(cut.restoring());
        assertThatThrownBy(() -> start(cut)).hasMessageContaining("上一次恢复没有完成");
    }

    private static void restoreInto(Path root) throws IOException {
        RestoredDirectory.layOut(backup, DataDirectory.at(root), "");
    }

    private static Path copyOfBackup(String name) throws IOException {
        Path copy = parent.resolve(name);
        List<Path> files = DurableFiles.tree(backup).toList();
        for (Path file : files) {
            Files.copy(file, copy.resolve(backup.relativize(file)));
        }
        return copy;
    }

    private static int run(String... arguments) {
        return OperationCommands.around(launch -> {
                    throw new IllegalStateException("not to be started");
                })
                .execute(arguments);
    }

    @AfterAll
    static void nothingIsLeftRunning() {
        assertThat(PostmasterFile.anyProcessIn(DataDirectory.at(data.root()).pgdata()))
                .isFalse();
    }
}
