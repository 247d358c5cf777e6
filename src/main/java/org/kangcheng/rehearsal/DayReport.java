package org.kangcheng.rehearsal;

import java.util.List;
import java.util.Map;
import org.kangcheng.indicator.FigureProofs;
import org.kangcheng.operation.Invariants.Finding;

/** The figures of a rehearsed day as a table. */
final class DayReport {
    private DayReport() {}

    static String of(
            Figures figures, List<Finding> findings, FigureProofs.Outcome proofs, List<String> lost, int acknowledged) {
        StringBuilder text = new StringBuilder();
        text.append("\n环节              次数    拒绝     p50     p95     p99    最长(毫秒)\n");
        figures.lines()
                .forEach((stage, line) -> text.append(pad(stage.label, 14))
                        .append("%8d%8d%8.1f%8.1f%8.1f%8.1f%n"
                                .formatted(
                                        line.calls(),
                                        line.refused(),
                                        line.p50() / 1e3,
                                        line.p95() / 1e3,
                                        line.p99() / 1e3,
                                        line.most() / 1e3)));
        counts(text, "经过", figures.events());
        counts(text, "拒绝原因", figures.refusals());
        counts(text, "意外", figures.faults());
        text.append("\n已确认的预约、退号、识读、支付、就诊、公卫服务、台账办理共 %,d 件，遗失 %d 件%n".formatted(acknowledged, lost.size()));
        lost.stream().limit(10).forEach(what -> text.append("  ").append(what).append('\n'));
        long broken = findings.stream().filter(finding -> !finding.holds()).count();
        text.append("不变式 %d 条，不成立 %d 条%n".formatted(findings.size(), broken));
        findings.stream().filter(finding -> !finding.holds()).forEach(finding -> broken(text, finding));
        text.append("指标逐行核对 %d 个（%d 个有数据），不一致 %d 个%n"
                .formatted(
                        proofs.proved(),
                        proofs.filled().size(),
                        proofs.disagreements().size()));
        proofs.disagreements().forEach(what -> text.append("  ").append(what).append('\n'));
        return text.toString();
    }

    private static void broken(StringBuilder text, Finding finding) {
        text.append("  %s：%d 行%n".formatted(finding.name(), finding.rows()));
        finding.firstRows().forEach(row -> text.append("    ").append(row).append('\n'));
    }

    private static void counts(StringBuilder text, String title, Map<String, Long> counts) {
        if (!counts.isEmpty()) {
            text.append('\n').append(title).append('\n');
            counts.forEach((what, count) ->
                    text.append("  ").append(pad(what, 32)).append(count).append('\n'));
        }
    }

    /** A Chinese character is as wide as two Latin ones. */
    static String pad(String text, int width) {
        int wide =
                text.codePoints().map(character -> character < 0x2E80 ? 1 : 2).sum();
        return text + " ".repeat(Math.max(1, width - wide));
    }
}
