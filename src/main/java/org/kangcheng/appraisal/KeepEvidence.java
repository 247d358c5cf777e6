package org.kangcheng.appraisal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.kangcheng.access.Actor;
import org.kangcheng.attachment.Attachment;
import org.kangcheng.attachment.Attachments;
import org.kangcheng.attachment.Medium;
import org.kangcheng.indicator.Place;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Sm;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.multipart.MultipartFile;

/** 佐证: points given by hand and appeals are kept together with the files that they rest on. */
@Component
class KeepEvidence {
    private static final int MOST_FILES = 9;
    private static final int LONGEST_NAME = 100;
    private static final Set<Medium> MEDIA = EnumSet.of(Medium.PDF, Medium.JPEG, Medium.PNG);
    private static final Refusal WRONG_KIND = Refusal.badInput("file-kind", "只能附 PDF、JPG、PNG 文件（按内容判断，改名无效）。");
    private static final Refusal MANY_FILES = Refusal.badInput("files", "一次最多 " + MOST_FILES + " 个文件。");
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个文件。");
    private static final Refusal ALTERED = Refusal.conflict("file-altered", "这个文件与提交时的不一致，已不可信。");

    /** A subject's appraisal in a period. */
    record Of(String scheme, String period, String subject) {
        /** Attachments of an institution lie with it, those of a county under its code. */
        private long shard() {
            Place place = new Place(subject);
            return place.isInstitution() ? place.institutionId() : Long.parseLong(subject);
        }
    }

    /** @param about which mark or appeal rests on it */
    record File(String about, String digest, String name, long shard, long attachmentId) {}

    record Content(String name, String type, byte[] bytes) {}

    private final AppraisalTable table;
    private final Attachments attachments;

    KeepEvidence(AppraisalTable table, Attachments attachments) {
        this.table = table;
        this.attachments = attachments;
    }

    @Transactional
    public void mark(Actor by, Of of, AppraisalTable.Mark mark, List<MultipartFile> files) {
        int no = table.mark(of.scheme, of.period, of.subject, mark);
        keep(by, of, AppraisalTable.Mark.about(mark.item(), no), files);
    }

    /** False when an appeal is open already. */
    @Transactional
    public boolean appeal(Actor by, Of of, AppraisalTable.Appeal appeal, List<MultipartFile> files) {
        if (!table.appeal(of.scheme, of.period, appeal)) {
            return false;
        }
        keep(by, of, appeal.about(), files);
        return true;
    }

    private void keep(Actor by, Of of, String about, List<MultipartFile> files) {
        List<MultipartFile> given = files.stream().filter(it -> !it.isEmpty()).toList();
        if (given.size() > MOST_FILES) {
            throw MANY_FILES.asException();
        }
        for (MultipartFile file : given) {
            byte[] content = content(file);
            String digest = digest(content);
            switch (attachments.keep(by, of.shard(), digest, 1, content, MEDIA, WRONG_KIND)) {
                case Attachments.Outcome.Kept(Attachment kept) ->
                    table.insert(of, new File(about, digest, name(file), kept.shard(), kept.attachmentId()));
                case Attachments.Outcome.Refused(Refusal refusal) -> throw refusal.asException();
            }
        }
    }

    private static byte[] content(MultipartFile file) {
        try {
            return file.getBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(MultipartFile file) {
        String plain = String.valueOf(file.getOriginalFilename())
                .replaceAll("[\\p{Cntrl}/\\\\:*?\"<>|]", "_")
                .strip();
        return plain.isEmpty() ? "文件" : plain.substring(Math.max(0, plain.length() - LONGEST_NAME));
    }

    private static String digest(byte[] content) {
        return HexFormat.of().formatHex(Sm.sm3(content));
    }

    /** By the mark or appeal that rests on them. */
    Map<String, List<File>> of(Of of) {
        return table.evidence(of).stream().collect(Collectors.groupingBy(File::about));
    }

    /** What was handed in; refused when it is no longer what it was. */
    Content read(Of of, String digest) {
        File file = table.evidence(of).stream()
                .filter(it -> it.digest.equals(digest))
                .findFirst()
                .orElseThrow(UNKNOWN::asException);
        Attachment kept = attachments.find(file.shard, file.attachmentId).orElseThrow(UNKNOWN::asException);
        byte[] content = attachments.content(kept);
        if (!digest(content).equals(digest)) {
            throw ALTERED.asException();
        }
        return new Content(file.name, kept.medium().type(), content);
    }
}
