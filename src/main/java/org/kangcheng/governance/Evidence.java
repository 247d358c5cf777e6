package org.kangcheng.governance;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.attachment.Attachment;
import org.kangcheng.attachment.Attachments;
import org.kangcheng.attachment.Medium;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/**
 * 佐证: files that prove a step, kept as attachments of the item's tree. The digest of each stands in the step's chained
 * detail: a file that was exchanged no longer fits its step.
 */
@Component
class Evidence {
    static final int MOST_FILES = 9;
    private static final Set<Medium> MEDIA = EnumSet.of(Medium.PDF, Medium.JPEG, Medium.PNG);
    private static final Refusal WRONG_KIND = Refusal.badInput("file-kind", "只能附 PDF、JPG、PNG 文件（按内容判断，改名无效）。");
    private static final Refusal MANY_FILES = Refusal.badInput("files", "一次最多 " + MOST_FILES + " 个文件。");
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个文件。");
    private static final Refusal ALTERED = Refusal.conflict("file-altered", "这个文件与办理时的不一致，已不可信。");
    private static final int LONGEST_NAME = 100;

    /**
     * A file as a step keeps it.
     *
     * @param digest SHA-256 of the content, hexadecimal
     * @param entry with what it was handed in: the phone's entry, or the digest itself; @param no which of the entry's files
     */
    record Kept(String name, String digest, long size, String type, String entry, int no) {
        static Kept of(Map<?, ?> detail) {
            String digest = String.valueOf(detail.get("digest"));
            return new Kept(
                    String.valueOf(detail.get("name")),
                    digest,
                    detail.get("size") instanceof Number size ? size.longValue() : 0,
                    String.valueOf(detail.get("type")),
                    detail.get("entry") instanceof String entry ? entry : digest,
                    detail.get("no") instanceof Number no ? no.intValue() : 1);
        }

        boolean photo() {
            return type.startsWith("image/");
        }
    }

    private final Attachments attachments;

    Evidence(Attachments attachments) {
        this.attachments = attachments;
    }

    /** Keeps a file of an item's tree; the same content again is the same file. Refused for its size, its kind, or what was found in it. */
    Kept keep(Actor by, long shard, String name, byte[] content) {
        String digest = digest(content);
        return switch (attachments.keep(by, shard, digest, 1, content, MEDIA, WRONG_KIND)) {
            case Attachments.Outcome.Kept(Attachment kept) -> kept(kept, harmless(name), digest);
            case Attachments.Outcome.Refused(Refusal refusal) -> throw refusal.asException();
        };
    }

    /** What came with a form; nothing where no file was chosen. */
    List<Kept> keep(Actor by, long shard, @Nullable List<MultipartFile> files) throws IOException {
        List<MultipartFile> given = files == null
                ? List.of()
                : files.stream().filter(file -> !file.isEmpty()).toList();
        if (given.size() > MOST_FILES) {
            throw MANY_FILES.asException();
        }
        List<Kept> kept = new ArrayList<>();
        for (MultipartFile file : given) {
            kept.add(keep(by, shard, String.valueOf(file.getOriginalFilename()), file.getBytes()));
        }
        return kept;
    }

    /** What came along with an entry of a phone before the entry itself. */
    List<Kept> of(long shard, String entry) {
        List<Kept> came = new ArrayList<>();
        for (int no = 1; no <= MOST_FILES; no++) {
            Optional<Attachment> file = attachments.find(shard, entry, no);
            if (file.isPresent()) {
                came.add(kept(file.get(), "照片 " + no, digest(attachments.content(file.get()))));
            }
        }
        return came;
    }

    private static Kept kept(Attachment kept, String name, String digest) {
        return new Kept(name, digest, kept.bytes(), kept.medium().type(), kept.about(), kept.no());
    }

    /** The content; refused when it is gone or no longer what it was. */
    byte[] read(long shard, Kept file) {
        Attachment kept = attachments.find(shard, file.entry, file.no).orElseThrow(UNKNOWN::asException);
        byte[] content = attachments.content(kept);
        if (!digest(content).equals(file.digest)) {
            throw ALTERED.asException();
        }
        return content;
    }

    private static String harmless(@Nullable String name) {
        String plain = String.valueOf(name)
                .replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]", "_")
                .strip();
        return plain.isEmpty() ? "文件" : plain.substring(Math.max(0, plain.length() - LONGEST_NAME));
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
