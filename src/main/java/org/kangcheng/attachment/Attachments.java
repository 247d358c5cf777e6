package org.kangcheng.attachment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kangcheng.access.Actor;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.SealedText;
import org.kangcheng.kernel.Sm;
import org.kangcheng.operation.DataDirectory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Files that people handed in. Who may hand in or look is the caller's to say; so is the log of readings.
 *
 * <p>A file is on the disk, whole, before its row is written; a row that was refused leaves a file that nobody names.
 */
@Component
public class Attachments {
    private static final Logger LOG = LoggerFactory.getLogger(Attachments.class);
    private static final int MOST_OF_AN_ENTRY = 9;
    private static final int LISTED = 100;
    private static final Refusal NO_MEDIUM =
            Refusal.badInput("attachment-type", "附件只能是照片（JPEG、PNG、WebP）或录音（WebM、Ogg、MP4）。");
    private static final Set<Medium> TAKEN_IN_THE_FIELD = EnumSet.complementOf(EnumSet.of(Medium.PDF));
    private static final Refusal TOO_MANY = Refusal.badInput("attachment-number", "一次服务最多 9 个附件。");
    private static final Refusal HARMFUL = Refusal.rule("attachment-harmful", "附件未通过安全扫描。");

    private final AttachmentTable table;
    private final SealedText sealed;
    private final ObjectProvider<Scanner> scanner;
    private final Path folder;
    private final Ids ids;
    private final Clock clock;

    Attachments(
            AttachmentTable table,
            SealedText sealed,
            ObjectProvider<Scanner> scanner,
            @Value("${kangcheng.data}") Path data,
            Ids ids,
            Clock clock) {
        this.table = table;
        this.sealed = sealed;
        this.scanner = scanner;
        this.folder = DataDirectory.at(data).attachments();
        this.ids = ids;
        this.clock = clock;
    }

    /** What came of handing one in. */
    public sealed interface Outcome {
        record Kept(Attachment attachment) implements Outcome {}

        record Refused(Refusal refusal) implements Outcome {}
    }

    /**
     * Keeps a file. The same entry and number again is the one that was kept before.
     *
     * @param shard the distribution key of whom it is about
     * @param about the key of the entry that it belongs to
     * @param no from 1
     */
    public Outcome keep(Actor by, long shard, String about, int no, byte[] content) {
        return keep(by, shard, about, no, content, TAKEN_IN_THE_FIELD, NO_MEDIUM);
    }

    /**
     * The same where other kinds of files are asked for.
     *
     * @param media what may be handed in
     * @param otherwise how anything else is refused
     */
    public Outcome keep(
            Actor by, long shard, String about, int no, byte[] content, Set<Medium> media, Refusal otherwise) {
        Optional<Attachment> before = table.find(shard, about, no);
        if (before.isPresent()) {
            return new Outcome.Kept(before.get());
        }
        if (no < 1 || no > MOST_OF_AN_ENTRY) {
            return new Outcome.Refused(TOO_MANY);
        }
        Medium medium = Medium.of(content).filter(media::contains).orElse(null);
        if (medium == null) {
            return new Outcome.Refused(otherwise);
        }
        if (!medium.fits(content.length)) {
            return new Outcome.Refused(
                    new Refusal("attachment-size", 413, "附件太大，最多 %d MB。".formatted(medium.mostMib())));
        }
        if (harmful(content)) {
            return new Outcome.Refused(HARMFUL);
        }
        Attachment kept = new Attachment(shard, ids.next(), about, no, medium, content.length, by.name(), now());
        write(path(kept), sealed.sealBytes(content));
        // Two at once: the row decides, and the other's file is taken away.
        if (table.insert(kept, Sm.sm3(content))) {
            return new Outcome.Kept(kept);
        }
        delete(path(kept));
        return new Outcome.Kept(table.find(shard, about, no).orElseThrow());
    }

    /** As exact as the table keeps it. */
    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MICROS);
    }

    private boolean harmful(byte[] content) {
        for (Scanner one : scanner) {
            Optional<String> found = one.finds(content);
            if (found.isPresent()) {
                LOG.warn("an attachment was refused: {}", found.get());
                return true;
            }
        }
        return false;
    }

    public Optional<Attachment> find(long shard, long attachmentId) {
        return table.find(shard, attachmentId);
    }

    /** Which of an entry's files was kept. */
    public Optional<Attachment> find(long shard, String about, int no) {
        return table.find(shard, about, no);
    }

    /** The newest hundred about any of these. */
    public List<Attachment> of(Collection<Long> shards) {
        return table.of(shards, LISTED);
    }

    public byte[] content(Attachment attachment) {
        try {
            return sealed.openBytes(Files.readAllBytes(path(attachment)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Spread over a thousand folders by the last two digits. */
    private Path path(Attachment attachment) {
        String id = attachment.id();
        return folder.resolve(id.substring(id.length() - 2)).resolve(id);
    }

    private static void write(Path path, byte[] content) {
        try {
            Files.createDirectories(path.resolveSibling("."));
            Path draft = path.resolveSibling(path.getFileName() + ".new");
            Files.write(draft, content);
            Files.setPosixFilePermissions(draft, PosixFilePermissions.fromString("rw-------"));
            try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(draft, path, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel parent = FileChannel.open(path.resolveSibling("."), StandardOpenOption.READ)) {
                parent.force(true);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
