package org.kangcheng.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Properties;
import org.kangcheng.access.SealTable.Block;

/**
 * The newest block of each chain, kept in a file outside the database ({@code DIR/seals.properties}:
 * {@code governance/step=12 <digest>}). Who owns the database can make rows and blocks anew from end to end, or have the
 * sealer do it; the block that this file knows is then no longer there.
 */
final class KnownHeads {
    private static final HexFormat HEX = HexFormat.of();

    record Head(long blockNo, byte[] digest) {
        static Head of(Block block) {
            return new Head(block.blockNo(), block.digest());
        }

        boolean same(Head other) {
            return blockNo == other.blockNo && Arrays.equals(digest, other.digest);
        }

        /** As the file says it, and as somebody may copy it down. */
        @Override
        public String toString() {
            return blockNo + " " + HEX.formatHex(digest);
        }

        private static Head parse(String text) {
            String[] parts = text.strip().split(" ", 2);
            return new Head(Long.parseLong(parts[0]), HEX.parseHex(parts[1]));
        }
    }

    private final Path file;

    KnownHeads(Path data) {
        this.file = data.resolve("seals.properties");
    }

    Optional<Head> of(String chain) {
        return Optional.ofNullable(read().getProperty(chain)).map(Head::parse);
    }

    /** Takes the place of the one that was known before; it survives a loss of power. */
    void keep(String chain, Head head) {
        Properties known = read();
        known.setProperty(chain, head.toString());
        try {
            Path draft = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    "seals",
                    ".tmp",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (var out = Files.newBufferedWriter(draft)) {
                known.store(out, "The newest block of each sealed chain. Copy it elsewhere now and then.");
            }
            try (FileChannel written = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                written.force(true);
            }
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Properties read() {
        Properties known = new Properties();
        if (Files.exists(file)) {
            try (var in = Files.newBufferedReader(file)) {
                known.load(in);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return known;
    }
}
