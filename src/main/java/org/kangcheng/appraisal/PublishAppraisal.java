package org.kangcheng.appraisal;

import java.math.BigDecimal;
import java.time.Clock;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.kangcheng.access.Actor;
import org.kangcheng.governance.Items;
import org.kangcheng.governance.NewItem;
import org.kangcheng.indicator.Period;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 公示: keeps scores and ranks as they are now. Whoever fell too far since the period before, or crossed a red line, is put into
 * the register of talks (约谈), once for each period.
 */
@Component
class PublishAppraisal {
    private static final String TALKS = "talk";
    private static final Refusal NO_REASON = Refusal.badInput("note", "再次公示要写明原因，至少 4 个字。");
    private static final Refusal TWO_AT_ONCE = Refusal.conflict("published", "刚才有人公示过，请刷新后再试。");

    private final Ranking ranking;
    private final AppraisalTable table;
    private final Items items;
    private final Clock clock;

    PublishAppraisal(Ranking ranking, AppraisalTable table, Items items, Clock clock) {
        this.ranking = ranking;
        this.table = table;
        this.items = items;
        this.clock = clock;
    }

    /**
     * @param talks how many were proposed
     * @param nobody who should have been, and in whose place no institution answers: a county without its 卫生健康局
     */
    record Published(int talks, int nobody) {}

    private enum Proposal {
        NONE,
        THERE,
        OPENED,
        NOBODY
    }

    @Transactional
    public Published publish(Actor by, Scheme scheme, Period period, String note) {
        int revision = table.newest(scheme.id(), period.key())
                        .map(AppraisalTable.Publication::revision)
                        .orElse(0)
                + 1;
        if (revision > 1 && note.strip().length() < 4) {
            throw NO_REASON.asException();
        }
        List<Ranking.Line> lines = ranking.of(scheme, period, Score.weights(scheme));
        AppraisalTable.Publication publication = new AppraisalTable.Publication(
                revision, scheme.definition().version(), clock.instant(), by.name(), note.strip());
        if (!table.publish(scheme.id(), period.key(), publication)) {
            throw TWO_AT_ONCE.asException();
        }
        for (Ranking.Line line : lines) {
            Double score = line.score().score();
            table.insert(
                    scheme.id(),
                    period.key(),
                    revision,
                    new AppraisalTable.Result(
                            line.place().key(),
                            line.title(),
                            score == null ? null : BigDecimal.valueOf(score),
                            line.rank()));
        }
        return talks(scheme, period, lines);
    }

    private Published talks(Scheme scheme, Period period, List<Ranking.Line> lines) {
        Map<String, Integer> before = new HashMap<>();
        table.results(scheme.id(), period.previous().key()).forEach(it -> before.put(it.subject(), it.rank()));
        List<Proposal> proposals = lines.stream()
                .map(line -> proposal(
                        scheme, period, line, before.getOrDefault(line.place().key(), 0)))
                .toList();
        return new Published(
                Collections.frequency(proposals, Proposal.OPENED), Collections.frequency(proposals, Proposal.NOBODY));
    }

    private Proposal proposal(Scheme scheme, Period period, Ranking.Line line, int was) {
        if (scheme.fall() > 0 && was > 0 && line.rank() >= was + scheme.fall()) {
            return talk(scheme, period, line, "考核名次下降", "由第 %d 名降至第 %d 名。".formatted(was, line.rank()));
        }
        return line.crossed().isEmpty()
                ? Proposal.NONE
                : talk(scheme, period, line, "其他", "触碰红线：" + String.join("、", line.crossed()) + "。");
    }

    private Proposal talk(Scheme scheme, Period period, Ranking.Line line, String cause, String reason) {
        if (line.unit() == null) {
            return Proposal.NOBODY;
        }
        String page = "/staff/appraisals/" + scheme.id() + "/" + line.place().key() + "?period=" + period.key();
        NewItem item = NewItem.of(
                        line.title() + "：" + scheme.title() + "（" + period.title() + "）" + cause,
                        line.areaCode(),
                        line.unit(),
                        Map.of("cause", cause, "reason", reason),
                        "appraisal/" + scheme.id() + "/" + period.key() + "/"
                                + line.place().key())
                .rows(List.of(new NewItem.Row(scheme.title() + " " + period.title(), page)));
        return switch (items.open(Actor.system("绩效考核"), TALKS, item)) {
            case Items.Outcome.Done done -> done.anew() ? Proposal.OPENED : Proposal.THERE;
            case Items.Outcome.Refused refused -> throw refused.refusal().asException();
        };
    }
}
