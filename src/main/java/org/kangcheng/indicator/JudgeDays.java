package org.kangcheng.indicator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.indicator.JudgedTable.Judged;
import org.kangcheng.indicator.JudgedTable.Verdict;
import org.kangcheng.tally.Tally;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 数据质量的数: once a day that is over is judged, of every institution and of everything that it is expected to have; and judged
 * again for a week, so that what came in late is told from what never came.
 */
@Component
class JudgeDays {
    static final int AGAIN = 7;

    private final DataQuality quality;
    private final JudgedTable table;
    private final Tally tally;
    private final Indicators indicators;
    private final JdbcClient jdbc;

    JudgeDays(DataQuality quality, JudgedTable table, Tally tally, Indicators indicators, JdbcClient jdbc) {
        this.quality = quality;
        this.table = table;
        this.tally = tally;
        this.indicators = indicators;
        this.jdbc = jdbc;
    }

    /** Once a day; whoever comes second finds it done. */
    @Transactional
    public void judge() {
        LocalDate yesterday = indicators.today().minusDays(1);
        if (mine() && !table.last().equals(Optional.of(yesterday))) {
            judge(yesterday);
        }
    }

    private boolean mine() {
        return jdbc.sql("select pg_try_advisory_xact_lock(hashtext('indicator.judge'))")
                .query(Boolean.class)
                .single();
    }

    /** The week up to a day. */
    @Transactional
    public void judge(LocalDate last) {
        LocalDate first = last.minusDays(AGAIN - 1L);
        Map<Judged, Verdict> before = table.since(first);
        Map<Judged, Verdict> changed = new HashMap<>();
        List<Tally.Change> changes = new ArrayList<>();
        quality.judged(first, last).forEach((judged, found) -> {
            Verdict was = before.get(judged);
            Verdict is = late(was, found) ? Verdict.LATE : found;
            if (was != is) {
                changed.put(judged, is);
                changes.add(change(judged, is, 1));
                if (was != null) {
                    changes.add(change(judged, was, -1));
                }
            }
        });
        table.save(changed);
        tally.addAll(changes);
    }

    private static boolean late(@Nullable Verdict was, Verdict found) {
        return (was == Verdict.MISSING || was == Verdict.LATE) && found != Verdict.MISSING;
    }

    private static Tally.Change change(Judged judged, Verdict verdict, int n) {
        return new Tally.Change(
                QualityFeeds.series(verdict), Tally.institution(judged.institutionId()), judged.day(), n);
    }
}
