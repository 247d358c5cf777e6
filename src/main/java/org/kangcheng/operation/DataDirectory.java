package org.kangcheng.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * 数据目录: the one folder that holds all that an installation knows. Whoever can read it can read the city, so nothing
 * in it is open to others.
 *
 * <pre>
 * lock                the process that works here holds it
 * secrets.properties  generated passwords
 * keys.properties     the keys that encrypt and sign (written by the program)
 * seals.properties    the newest block of each sealed chain, as this program knows it
 * tls.p12             the certificate, if pages are served by TLS
 * demo-accounts.json  who can sign in to a demonstration
 * postgres/           the database's programs, unpacked once a version
 * port                where the database listens on loopback
 * archive             where the database's log is archived, if it is
 * pgdata/             the database
 * attachments/        files that people handed in
 * log/
 * </pre>
 */
public final class DataDirectory {
    private static final String ONLY_US = "rwx------";
    /** Processes of this JVM: the operating system would let the same process lock a file twice. */
    private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

    private final Path root;

    private DataDirectory(Path root) {
        this.root = root;
    }

    public static DataDirectory at(Path root) {
        return new DataDirectory(
                Files.exists(root) ? realPath(root) : root.toAbsolutePath().normalize());
    }

    /** Makes the folder and its parts; the same path may be prepared again and again. */
    public DataDirectory prepare() {
        try {
            // PostgreSQL's user passes through the root to reach pgdata, but cannot list it.
            directory(root, isRoot() ? "rwx--x--x" : ONLY_US);
            DataDirectory real = at(root);
            directory(real.log(), ONLY_US);
            directory(real.attachments(), ONLY_US);
            return real;
        } catch (IOException e) {
            throw new CannotProceed("无法建立数据目录 " + root + "：" + e, "Cannot create the data directory " + root);
        }
    }

    public Path root() {
        return root;
    }

    public Path attachments() {
        return root.resolve("attachments");
    }

    public Path log() {
        return root.resolve("log");
    }

    public Path keys() {
        return root.resolve("keys.properties");
    }

    public Path demoAccounts() {
        return root.resolve("demo-accounts.json");
    }

    Path secrets() {
        return root.resolve("secrets.properties");
    }

    Path certificate() {
        return root.resolve("tls.p12");
    }

    Path postgres() {
        return root.resolve("postgres");
    }

    Path port() {
        return root.resolve("port");
    }

    Path archive() {
        return root.resolve("archive");
    }

    Path pgdata() {
        return root.resolve("pgdata");
    }

    /** Where a restore lays things out before it moves them into place in one go. */
    Path restoring() {
        return root.resolve("restoring");
    }

    /** Held as long as this process lives or until closed; a second holder is refused at once. */
    Hold hold() {
        if (!HELD.add(root)) {
            throw inUse("");
        }
        try {
            return lock();
        } catch (IOException e) {
            HELD.remove(root);
            throw new UncheckedIOException(e);
        } catch (CannotProceed e) {
            HELD.remove(root);
            throw e;
        }
    }

    private Hold lock() throws IOException {
        Path file = root.resolve("lock");
        FileChannel channel =
                FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
        @Nullable FileLock lock = channel.tryLock();
        if (lock == null) {
            channel.close();
            throw inUse(Files.readString(file).strip());
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap((ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8)));
        return new Hold(root, channel);
    }

    private CannotProceed inUse(String pid) {
        return new CannotProceed(
                CannotProceed.IN_USE,
                "数据目录 %s 正被另一个进程%s使用。".formatted(root, pid.isEmpty() ? "" : "（进程号 " + pid + "）"),
                "The data directory is in use by another process%s."
                        .formatted(pid.isEmpty() ? "" : " (pid " + pid + ")"));
    }

    record Hold(Path root, FileChannel channel) implements AutoCloseable {
        @Override
        public void close() {
            try {
                channel.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } finally {
                HELD.remove(root);
            }
        }
    }

    static boolean isRoot() {
        try {
            return Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
        } catch (IOException e) {
            return false;
        }
    }

    static void directory(Path path, String permissions) throws IOException {
        Files.createDirectories(path);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private static Path realPath(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
