package org.kangcheng.attachment;

import java.io.IOException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/** 佐证材料: documents and photos that prove something, each kept under the digest of its content: the same again is the same file. */
@Component
public class SupportingPapers {
    /** As many at once. */
    public static final int MOST = 9;

    private static final int LONGEST_NAME = 100;
    private static final Set<Medium> MEDIA = EnumSet.of(Medium.PDF, Medium.JPEG, Medium.PNG);
    private static final Refusal WRONG_KIND = Refusal.badInput("file-kind", "只能附 PDF、JPG、PNG 文件（按内容判断，改名无效）。");
    private static final Refusal TOO_MANY = Refusal.badInput("files", "一次最多 " + MOST + " 个文件。");

    /** What somebody hands in. */
    public record Paper(String name, byte[] content) {
        /** @param name as the browser tells it; what is not harmless in it is taken out */
        public Paper {
            name = harmless(name);
        }
    }

    private final Attachments attachments;

    SupportingPapers(Attachments attachments) {
        this.attachments = attachments;
    }

    /** What came with a form; nothing where no file was chosen, refused where there were too many. */
    public static List<Paper> of(@Nullable List<MultipartFile> files) throws IOException {
        List<MultipartFile> given = files == null
                ? List.of()
                : files.stream().filter(file -> !file.isEmpty()).toList();
        if (given.size() > MOST) {
            throw TOO_MANY.asException();
        }
        List<Paper> papers = new ArrayList<>();
        for (MultipartFile file : given) {
            papers.add(new Paper(String.valueOf(file.getOriginalFilename()), file.getBytes()));
        }
        return papers;
    }

    /**
     * Keeps one. Refused for its size, its kind, or what was found in it.
     *
     * @param shard the distribution key of what it is about
     * @param digest of its content, as whoever names it will look for it
     */
    public Attachment keep(Actor by, long shard, String digest, Paper paper) {
        return switch (attachments.keep(by, shard, digest, 1, paper.content, MEDIA, WRONG_KIND)) {
            case Attachments.Outcome.Kept(Attachment kept) -> kept;
            case Attachments.Outcome.Refused(Refusal refusal) -> throw refusal.asException();
        };
    }

    private static String harmless(String name) {
        String plain = name.replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]", "_").strip();
        int from = Math.max(0, plain.length() - LONGEST_NAME);
        // Not in the middle of a letter.
        from += from > 0 && Character.isLowSurrogate(plain.charAt(from)) ? 1 : 0;
        return plain.isEmpty() ? "文件" : plain.substring(from);
    }
}
