package org.kangcheng.appraisal;

import java.math.BigDecimal;
import java.time.Clock;
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

    /** @return how many talks were proposed */
    @Transactional
    public int publish(Actor by, Scheme scheme, Period period, String note) {
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

    private int talks(Scheme scheme, Period period, List<Ranking.Line> lines) {
        Map<String, Integer> before = new HashMap<>();
        table.results(scheme.id(), period.previous().key()).forEach(it -> before.put(it.subject(), it.rank()));
        int opened = 0;
        for (Ranking.Line line : lines) {
            int was = before.getOrDefault(line.place().key(), 0);
            boolean fell = scheme.fall() > 0 && was > 0 && line.rank() >= was + scheme.fall();
            if (fell) {
                opened += talk(scheme, period, line, "考核名次下降", "由第 %d 名降至第 %d 名。".formatted(was, line.rank()));
            } else if (!line.crossed().isEmpty()) {
                opened += talk(scheme, period, line, "其他", "触碰红线：" + String.join("、", line.crossed()) + "。");
            }
        }
        return opened;
    }

    private int talk(Scheme scheme, Period period, Ranking.Line line, String cause, String reason) {
        if (line.unit() == null) {
            return 0;
        }
        String origin = "appraisal/" + scheme.id() + "/" + period.key() + "/"
                + line.place().key();
        NewItem item = NewItem.of(
                        line.title() + "：" + scheme.title() + "（" + period.title() + "）" + cause,
                        line.areaCode(),
                        line.unit(),
                        Map.of("cause", cause, "reason", reason),
                        origin)
                .rows(List.of(new NewItem.Row(
                        scheme.title() + " " + period.title(),
                        "/staff/appraisals/" + scheme.id() + "/" + line.place().key() + "?period=" + period.key())));
        return items.open(Actor.system("绩效考核"), TALKS, item) instanceof Items.Outcome.Done done && done.anew() ? 1 : 0;
    }
}
