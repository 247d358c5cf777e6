package org.kangcheng.indicator;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.indicator.JudgedTable.Filed;
import org.kangcheng.indicator.JudgedTable.Judged;
import org.kangcheng.indicator.JudgedTable.Verdict;
import org.kangcheng.record.FiledVisits;
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
    private final FiledVisits filed;
    private final JudgedTable table;
    private final Tally tally;
    private final Indicators indicators;
    private final JdbcClient jdbc;

    JudgeDays(
            DataQuality quality,
            FiledVisits filed,
            JudgedTable table,
            Tally tally,
            Indicators indicators,
            JdbcClient jdbc) {
        this.quality = quality;
        this.filed = filed;
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
        judgeData(first, last);
        lookAtFilings(first, last);
    }

    private void judgeData(LocalDate first, LocalDate last) {
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

    /** Visits are filed by the day after: what has come in later by now is counted as late. */
    private void lookAtFilings(LocalDate first, LocalDate last) {
        Map<Filed, FiledVisits.Day> before = table.filedSince(first);
        List<FiledVisits.Day> changed = new ArrayList<>();
        List<Tally.Change> changes = new ArrayList<>();
        for (FiledVisits.Day now : filed.between(first, last)) {
            FiledVisits.Day was = before.remove(Filed.of(now));
            if (!now.equals(was)) {
                changed.add(now);
                changes.addAll(changes(now, 1));
                if (was != null) {
                    changes.addAll(changes(was, -1));
                }
            }
        }
        before.values().removeIf(gone -> gone.day().isAfter(last));
        before.values().forEach(gone -> changes.addAll(changes(gone, -1)));
        table.save(changed);
        table.forget(before.keySet());
        tally.addAll(changes);
    }

    private static List<Tally.Change> changes(FiledVisits.Day of, int sign) {
        String place = Tally.institution(of.institutionId());
        return List.of(
                new Tally.Change(QualityFeeds.FILED, place, of.day(), (long) sign * of.filed()),
                new Tally.Change(QualityFeeds.FILED_LATE, place, of.day(), (long) sign * of.late()));
    }

    private static boolean late(@Nullable Verdict was, Verdict found) {
        return (was == Verdict.MISSING || was == Verdict.LATE) && found != Verdict.MISSING;
    }

    private static Tally.Change change(Judged judged, Verdict verdict, int n) {
        return new Tally.Change(
                QualityFeeds.series(verdict), Tally.institution(judged.institutionId()), judged.day(), n);
    }
}
