package org.kangcheng.operation;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * 在线备份: a copy of the database's files while it works (PostgreSQL's low-level API), with the write-ahead log that
 * makes the copy consistent as of its end; so the backup needs nothing but itself.
 *
 * <p>What came after it is in the {@link LogArchive}, if one is kept.
 */
final class OnlineBackup {
    /** Rebuilt or emptied at each start, so PostgreSQL's manual says to leave them out; the folders themselves must be. */
    static final List<String> EMPTY_FOLDERS = List.of(
            "pg_wal/archive_status",
            "pg_wal/summaries",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans",
            "pg_tblspc",
            "pg_commit_ts",
            "pg_twophase",
            "pg_stat",
            "pg_logical/snapshots",
            "pg_logical/mappings");

    private static final Set<String> LEFT_OUT_FOLDERS = Set.of(
            "pg_wal",
            "pg_replslot",
            "pg_dynshmem",
            "pg_notify",
            "pg_serial",
            "pg_snapshots",
            "pg_stat_tmp",
            "pg_subtrans");
    private static final Set<String> LEFT_OUT_FILES =
            Set.of("postmaster.pid", "postmaster.opts", "backup_label.old", "current_logfiles");
    /** Sorts that spilled, caches, and other sessions' temporary tables. */
    private static final Pattern TEMPORARY = Pattern.compile("pgsql_tmp.*|pg_internal\\.init.*|t\\d+_\\d+.*");

    private static final Pattern WAL_SEGMENT = Pattern.compile("[0-9A-F]{24}");

    private final DataDirectory data;
    private final Path target;
    private final Connection connection;
    private final BackupManifest manifest = BackupManifest.empty();

    private OnlineBackup(DataDirectory data, Path target, Connection connection) {
        this.data = data;
        this.target = target;
        this.connection = connection;
    }

    /** One session from first to last: the database ends the backup, and frees the log it kept, if the session dies. */
    static void write(DataDirectory data, EmbeddedPostgres postgres, Path target) throws IOException, SQLException {
        claim(target);
        try (Connection connection = postgres.connectAsSuperuser()) {
            new OnlineBackup(data, target, connection).write();
        }
        BackupManifest.of(target).verify(target);
    }

    private static void claim(Path target) throws IOException {
        if (Files.exists(target) && !(Files.isDirectory(target) && DurableFiles.isEmpty(target))) {
            throw new CannotProceed("备份目标 " + target + " 不是空目录。", "The target is not an empty folder.");
        }
        DataDirectory.directory(target, "rwx------");
    }

    private void write() throws IOException, SQLException {
        refuseTablespaces();
        // Temporary, so that it goes with this session: until then no log that the copy needs is recycled.
        ask("select slot_name from pg_create_physical_replication_slot('backup_%d', true, true)"
                .formatted(ProcessHandle.current().pid()));
        String from = ask("select pg_walfile_name(pg_backup_start('kangcheng', fast => true))");
        copyDatabase();
        String to = stop();
        copyLog(from, to);
        copyCompanions();
        // On the disk before the manifest says that this is a backup.
        DurableFiles.syncAll(target);
        manifest.complete(target);
    }

    private void refuseTablespaces() {
        if (!DurableFiles.isEmpty(data.pgdata().resolve("pg_tblspc"))) {
            throw new CannotProceed(
                    "数据库使用了表空间，不在备份范围内。", "Tablespaces lie outside the data directory and are not backed up.");
        }
    }

    private void copyDatabase() throws IOException {
        List<Path> files = DurableFiles.tree(data.pgdata())
                .filter(file ->
                        Files.isRegularFile(file) && belongs(data.pgdata().relativize(file)))
                .toList();
        long size = DurableFiles.size(files);
        refuseFullDisk(size);
        Progress progress = Progress.of("备份", size);
        for (Path file : files) {
            try {
                progress.add(
                        manifest.copy(file, target, "pgdata/" + data.pgdata().relativize(file)));
            } catch (NoSuchFileException e) {
                // A table dropped meanwhile: the log drops it again in the restored copy.
                Files.deleteIfExists(
                        target.resolve("pgdata").resolve(data.pgdata().relativize(file)));
            }
        }
        progress.end();
    }

    private void refuseFullDisk(long size) throws IOException {
        long free = Files.getFileStore(target).getUsableSpace();
        if (free < size) {
            throw new CannotProceed(
                    "备份目标空间不足：需要 %d MB，剩余 %d MB。".formatted(size >> 20, free >> 20),
                    "The target's disk is too small for the backup.");
        }
    }

    static boolean belongs(Path file) {
        String name = file.getFileName().toString();
        return !LEFT_OUT_FOLDERS.contains(file.getName(0).toString())
                && !LEFT_OUT_FILES.contains(name)
                && !TEMPORARY.matcher(name).matches();
    }

    /** Writes the label without which recovery would begin too late; returns the last segment that recovery needs. */
    private String stop() throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("""
                        select pg_walfile_name(lsn), lsn, labelfile, current_setting('server_version')
                        from pg_backup_stop(wait_for_archive => false)""")) {
            row.next();
            manifest.write(row.getString(3), target, "pgdata/backup_label");
            manifest.write(
                    """
                    format=1
                    finished=%s
                    log_position=%s
                    postgresql=%s
                    """.formatted(Instant.now(), row.getString(2), row.getString(4)), target, "backup.properties");
            return row.getString(1);
        }
    }

    private void copyLog(String from, String to) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(data.pgdata().resolve("pg_wal"))) {
            for (Path file : files) {
                String name = file.getFileName().toString();
                boolean needed =
                        WAL_SEGMENT.matcher(name).matches() && name.compareTo(from) >= 0 && name.compareTo(to) <= 0;
                if (needed || name.endsWith(".history")) {
                    manifest.copy(file, target, "pgdata/pg_wal/" + name);
                }
            }
        }
    }

    /**
     * After the database: an attachment is stored before its row, so that whatever the copied rows name is here. Without
     * the keys the rows could not be read.
     */
    private void copyCompanions() throws IOException {
        for (Path part : companions(data)) {
            if (Files.exists(part)) {
                for (Path file :
                        DurableFiles.tree(part).filter(Files::isRegularFile).toList()) {
                    manifest.copy(file, target, data.root().relativize(file).toString());
                }
            }
        }
    }

    static List<Path> companions(DataDirectory data) {
        return Arrays.asList(data.attachments(), data.keys(), data.secrets(), data.certificate(), data.demoAccounts());
    }

    private String ask(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            row.next();
            return row.getString(1);
        }
    }
}
