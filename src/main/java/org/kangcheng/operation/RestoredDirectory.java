package org.kangcheng.operation;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** 恢复: a data directory laid out from a backup; the database recovers by itself at the next start. */
final class RestoredDirectory {
    /** What a mere look at the folder leaves there. */
    private static final Set<String> HARMLESS = Set.of("lock", "log", "attachments");

    private RestoredDirectory() {}

    /** @param recovery what the database is told of its archive; "" when the backup stands alone */
    static void layOut(Path backup, DataDirectory where, String recovery) throws IOException {
        BackupManifest manifest = BackupManifest.of(backup);
        manifest.verify(backup);
        refuseOccupied(where.root());
        DataDirectory data = where.prepare();
        try (DataDirectory.Hold _ = data.hold()) {
            copy(backup, manifest, data.restoring());
            if (!recovery.isEmpty()) {
                tell(data.restoring().resolve("pgdata"), recovery);
            }
            closeToOthers(data.restoring());
            DurableFiles.syncAll(data.restoring());
            moveIntoPlace(data);
        }
    }

    private static void refuseOccupied(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        try (DirectoryStream<Path> children = Files.newDirectoryStream(root)) {
            for (Path child : children) {
                boolean harmless = HARMLESS.contains(child.getFileName().toString())
                        && (Files.isRegularFile(child) || DurableFiles.isEmpty(child));
                if (!harmless) {
                    throw new CannotProceed(
                            "数据目录 " + root + " 不是空的（" + child.getFileName() + "）；恢复不会覆盖任何数据。",
                            "The data directory is not empty: a restore overwrites nothing.");
                }
            }
        }
    }

    private static void copy(Path backup, BackupManifest manifest, Path into) throws IOException {
        Progress progress = Progress.of("恢复", manifest.size());
        for (String name : manifest.names()) {
            Path to = into.resolve(name);
            Files.createDirectories(to.resolve("..").normalize());
            Files.copy(backup.resolve(name), to);
            progress.add(1);
        }
        for (String folder : OnlineBackup.EMPTY_FOLDERS) {
            Files.createDirectories(into.resolve("pgdata").resolve(folder));
        }
        progress.end();
    }

    /** The database reads it at its next start, and goes on alone when it has come to the end. */
    private static void tell(Path pgdata, String recovery) throws IOException {
        Files.createFile(pgdata.resolve("recovery.signal"));
        Files.writeString(
                pgdata.resolve("postgresql.auto.conf"), recovery, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** A backup may have travelled through systems that know no permissions; PostgreSQL and we insist on ours. */
    private static void closeToOthers(Path tree) throws IOException {
        for (Path path : DurableFiles.tree(tree).toList()) {
            DurableFiles.permit(path, Files.isDirectory(path) ? "rwx------" : "rw-------");
        }
    }

    /** The database last: until it is there, a start is refused. */
    private static void moveIntoPlace(DataDirectory data) throws IOException {
        Files.deleteIfExists(data.attachments());
        for (Path part : OnlineBackup.companions(data)) {
            Path restored = data.restoring().resolve(data.root().relativize(part));
            if (Files.exists(restored)) {
                Files.move(restored, part, StandardCopyOption.ATOMIC_MOVE);
            }
        }
        Files.move(data.restoring().resolve("pgdata"), data.pgdata(), StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.deleteTree(data.restoring());
        DurableFiles.sync(data.root());
    }
}
