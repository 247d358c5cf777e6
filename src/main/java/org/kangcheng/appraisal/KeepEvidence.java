package org.kangcheng.appraisal;

import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.kangcheng.access.Actor;
import org.kangcheng.attachment.Attachment;
import org.kangcheng.attachment.Attachments;
import org.kangcheng.attachment.SupportingPapers;
import org.kangcheng.attachment.SupportingPapers.Paper;
import org.kangcheng.indicator.Place;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.Sm;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** 佐证: points given by hand and appeals are kept together with the files that they rest on. */
@Component
class KeepEvidence {
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

    /** @param about which mark or appeal rests on it; "" while none does */
    record File(String about, String digest, String name, long shard, long attachmentId) {}

    record Content(String name, String type, byte[] bytes) {}

    private final AppraisalTable table;
    private final SupportingPapers papers;
    private final Attachments attachments;

    KeepEvidence(AppraisalTable table, SupportingPapers papers, Attachments attachments) {
        this.table = table;
        this.papers = papers;
        this.attachments = attachments;
    }

    /** Keeps what was handed in, to be named by a mark or an appeal; slow, and so before its transaction. */
    List<File> keep(Actor by, Of of, List<Paper> given) {
        return given.stream()
                .map(paper -> {
                    String digest = digest(paper.content());
                    Attachment kept = papers.keep(by, of.shard(), digest, paper);
                    return new File("", digest, paper.name(), kept.shard(), kept.attachmentId());
                })
                .toList();
    }

    @Transactional
    public void mark(Of of, AppraisalTable.Mark mark, List<File> files) {
        int no = table.mark(of.scheme, of.period, of.subject, mark);
        name(of, AppraisalTable.Mark.about(mark.item(), no), files);
    }

    /** False when an appeal is open already. */
    @Transactional
    public boolean appeal(Of of, AppraisalTable.Appeal appeal, List<File> files) {
        if (!table.appeal(of.scheme, of.period, appeal)) {
            return false;
        }
        name(of, appeal.about(), files);
        return true;
    }

    private void name(Of of, String about, List<File> files) {
        files.forEach(file -> table.insert(of, new File(about, file.digest, file.name, file.shard, file.attachmentId)));
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
