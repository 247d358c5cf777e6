package org.kangcheng.governance;

import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.attachment.Attachment;
import org.kangcheng.attachment.Attachments;
import org.kangcheng.attachment.SupportingPapers;
import org.kangcheng.attachment.SupportingPapers.Paper;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/**
 * 佐证: files that prove a step, kept as attachments of the item's tree. The digest of each stands in the step's chained
 * detail: a file that was exchanged no longer fits its step.
 */
@Component
class Evidence {
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个文件。");
    private static final Refusal ALTERED = Refusal.conflict("file-altered", "这个文件与办理时的不一致，已不可信。");

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

    private final SupportingPapers papers;
    private final Attachments attachments;

    Evidence(SupportingPapers papers, Attachments attachments) {
        this.papers = papers;
        this.attachments = attachments;
    }

    /** Keeps a file of an item's tree; the same content again is the same file. Refused for its size, its kind, or what was found in it. */
    Kept keep(Actor by, long shard, String name, byte[] content) {
        return keep(by, shard, new Paper(name, content));
    }

    private Kept keep(Actor by, long shard, Paper paper) {
        String digest = digest(paper.content());
        return kept(papers.keep(by, shard, digest, paper), paper.name(), digest);
    }

    /** What came with a form; nothing where no file was chosen. */
    List<Kept> keep(Actor by, long shard, @Nullable List<MultipartFile> files) throws IOException {
        return SupportingPapers.of(files).stream()
                .map(paper -> keep(by, shard, paper))
                .toList();
    }

    /** What came along with an entry of a phone before the entry itself. */
    List<Kept> of(long shard, String entry) {
        List<Kept> came = new ArrayList<>();
        for (int no = 1; no <= SupportingPapers.MOST; no++) {
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

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
