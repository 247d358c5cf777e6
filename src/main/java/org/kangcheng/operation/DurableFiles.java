package org.kangcheng.operation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Files and trees, with what the standard library leaves out. */
final class DurableFiles {
    private DurableFiles() {}

    /** Returns when the file's bytes (or the folder's names) survive a loss of power. */
    static void sync(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /** The same for everything on the disk that holds this folder: one call instead of one for each of thousands of files. */
    static void syncAll(Path directory) throws IOException {
        try {
            if (new ProcessBuilder("sync", "-f", directory.toString()).start().waitFor() != 0) {
                throw new IOException("sync failed in " + directory);
            }
        } catch (InterruptedException e) {
            throw Interruption.of(e);
        }
    }

    /** Of what is still there; files come and go in a database at work. */
    static long size(List<Path> files) {
        return files.stream().mapToLong(file -> file.toFile().length()).sum();
    }

    static void permit(Path path, String permissions) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    /** A new file that nobody else could read at any moment. */
    static void writeForUs(Path file, String text) throws IOException {
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(file, text);
    }

    static void deleteTree(Path root) throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        for (Path path : tree(root).sorted(Comparator.reverseOrder()).toList()) {
            Files.delete(path);
        }
    }

    static boolean isEmpty(Path directory) {
        try (Stream<Path> children = Files.list(directory)) {
            return children.findAny().isEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder and all below it, parents first; what disappears meanwhile (a database is at work) is left out. */
    static Stream<Path> tree(Path root) throws IOException {
        List<Path> found = new ArrayList<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                found.add(directory);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                found.add(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException problem) throws IOException {
                if (problem instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw problem;
            }
        });
        return found.stream();
    }
}
