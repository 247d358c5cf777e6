package org.kangcheng.operation;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * The digest of each file of a backup, in the form that {@code sha256sum --check} reads. Written last and by rename: a
 * folder without it is not a backup.
 */
final class BackupManifest {
    static final String NAME = "SHA256SUMS";

    private final Map<String, String> digests;

    private BackupManifest(Map<String, String> digests) {
        this.digests = digests;
    }

    static BackupManifest empty() {
        return new BackupManifest(new TreeMap<>());
    }

    static BackupManifest of(Path backup) throws IOException {
        Path file = backup.resolve(NAME);
        if (!Files.exists(file)) {
            throw new CannotProceed(
                    backup + " 不是完整的备份：缺少 " + NAME + "。", "Not a complete backup: it has no " + NAME + ".");
        }
        BackupManifest manifest = empty();
        for (String line : Files.readAllLines(file)) {
            String[] parts = line.split(" {2}", 2);
            if (parts.length != 2) {
                throw broken(file);
            }
            manifest.digests.put(parts[1], parts[0]);
        }
        return manifest;
    }

    /** Copies a file into the backup and notes the digest of exactly the bytes that went there. */
    long copy(Path from, Path backup, String name) throws IOException {
        Path to = backup.resolve(name);
        Files.createDirectories(to.resolve("..").normalize());
        MessageDigest digest = sha256();
        long size = 0;
        try (InputStream in = Files.newInputStream(from);
                OutputStream out = Files.newOutputStream(to, StandardOpenOption.CREATE_NEW)) {
            byte[] buffer = new byte[1 << 17];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                out.write(buffer, 0, read);
                digest.update(buffer, 0, read);
                size += read;
            }
        }
        digests.put(name, HexFormat.of().formatHex(digest.digest()));
        return size;
    }

    void write(String text, Path backup, String name) throws IOException {
        Path to = backup.resolve(name);
        Files.writeString(to, text, StandardOpenOption.CREATE_NEW);
        digests.put(name, digest(to));
    }

    void complete(Path backup) throws IOException {
        Path draft = backup.resolve(NAME + ".new");
        Files.writeString(
                draft,
                digests.entrySet().stream()
                        .map(entry -> entry.getValue() + "  " + entry.getKey() + "\n")
                        .collect(Collectors.joining()));
        DurableFiles.sync(draft);
        Files.move(draft, backup.resolve(NAME), StandardCopyOption.ATOMIC_MOVE);
        DurableFiles.sync(backup);
    }

    /** Reads every byte again; the first file that is missing, changed or unknown is named. */
    void verify(Path backup) throws IOException {
        Progress progress = Progress.of("校验", digests.size());
        for (Map.Entry<String, String> entry : digests.entrySet()) {
            Path file = backup.resolve(entry.getKey());
            if (!Files.isRegularFile(file) || !digest(file).equals(entry.getValue())) {
                throw broken(file);
            }
            progress.add(1);
        }
        refuseStrangers(backup);
        progress.end();
    }

    private void refuseStrangers(Path backup) throws IOException {
        TreeSet<String> found = DurableFiles.tree(backup)
                .filter(Files::isRegularFile)
                .map(file -> backup.relativize(file).toString())
                .filter(name -> !name.startsWith(NAME))
                .collect(Collectors.toCollection(TreeSet::new));
        found.removeAll(digests.keySet());
        if (!found.isEmpty()) {
            throw broken(backup.resolve(found.getFirst()));
        }
    }

    Iterable<String> names() {
        return digests.keySet();
    }

    int size() {
        return digests.size();
    }

    private static CannotProceed broken(Path file) {
        return new CannotProceed("备份已损坏，文件不符：" + file, "The backup is damaged: this file is not what was written.");
    }

    private static String digest(Path file) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 17];
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
