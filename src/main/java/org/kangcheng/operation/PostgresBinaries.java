package org.kangcheng.operation;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/** PostgreSQL's programs: shipped in the jar, unpacked beside the data once a version. */
final class PostgresBinaries {
    private static final String ARCHIVE = "/postgres-linux-x86_64.txz";
    private static final int EXECUTABLE = 0100;

    private final Path home;

    private PostgresBinaries(Path home) {
        this.home = home;
    }

    Path program(String name) {
        return home.resolve("bin").resolve(name);
    }

    /** Named by its digest: another version gets a folder of its own, half a version is never seen. */
    static PostgresBinaries unpackedIn(Path directory) throws IOException {
        byte[] archive = archive();
        Path home = directory.resolve(digest(archive).substring(0, 12));
        if (!Files.exists(home)) {
            Path draft = directory.resolve("unpacking");
            DurableFiles.deleteTree(draft);
            DataDirectory.directory(directory, "rwxr-xr-x");
            unpack(archive, draft);
            Files.move(draft, home, StandardCopyOption.ATOMIC_MOVE);
        }
        return new PostgresBinaries(home);
    }

    private static byte[] archive() throws IOException {
        String machine = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        try (InputStream in = PostgresBinaries.class.getResourceAsStream(ARCHIVE)) {
            if (in == null || !machine.equals("Linux amd64")) {
                throw new CannotProceed(
                        "自带的数据库只适用于 Linux x86-64（本机：" + machine + "）；请用 --database-url 连接已有的 PostgreSQL 18。",
                        "The bundled database is for Linux x86-64 only: give --database-url of a PostgreSQL 18.");
            }
            return in.readAllBytes();
        }
    }

    private static void unpack(byte[] archive, Path into) throws IOException {
        try (InputStream xz = new XZCompressorInputStream(new ByteArrayInputStream(archive));
                TarArchiveInputStream tar = new TarArchiveInputStream(new BufferedInputStream(xz, 1 << 16))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                unpack(tar, entry, into.resolve(entry.getName()).normalize());
            }
        }
    }

    private static void unpack(InputStream bytes, TarArchiveEntry entry, Path path) throws IOException {
        if (entry.isDirectory()) {
            DataDirectory.directory(path, "rwxr-xr-x");
            return;
        }
        DataDirectory.directory(path.resolve("..").normalize(), "rwxr-xr-x"); // whatever the umask
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(bytes, path);
        boolean executable = (entry.getMode() & EXECUTABLE) != 0;
        path.toFile().setReadable(true, false);
        path.toFile().setExecutable(executable, false);
    }

    private static String digest(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
