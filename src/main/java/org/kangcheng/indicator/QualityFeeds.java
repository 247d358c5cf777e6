package org.kangcheng.indicator;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.kangcheng.indicator.JudgedTable.Verdict;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.Feed.Days;
import org.kangcheng.tally.Feed.Term;
import org.kangcheng.tally.FeedName;
import org.kangcheng.tally.FeedName.Grain;
import org.kangcheng.tally.Feeds;
import org.springframework.stereotype.Component;

/** Data quality as figures: days of institutions that were judged, series by series, and what was found. */
@Component
class QualityFeeds implements Feeds {
    static final String FILED = "quality.filed";
    static final String FILED_LATE = "quality.filed-late";
    private static final String JUDGED = "quality.judged";
    private static final String TITLE = DataQuality.WATCHED.entrySet().stream()
            .map(it -> "when '%s' then '%s'".formatted(it.getKey(), it.getValue()))
            .collect(Collectors.joining(" ", "case series ", " else series end"));
    private static final List<Feed> ALL = all();

    static List<FeedName> shipped() {
        return ALL.stream().map(Feed::name).toList();
    }

    @Override
    public List<Feed> feeds() {
        return ALL;
    }

    static String series(Verdict verdict) {
        return "quality." + verdict.name().toLowerCase(Locale.ROOT);
    }

    private static List<Feed> all() {
        List<Feed> feeds = new ArrayList<>();
        Term[] any = Arrays.stream(Verdict.values()).map(QualityFeeds::term).toArray(Term[]::new);
        feeds.add(feed(FeedName.events(JUDGED, "已评判的机构日（每类数据一项）", Grain.INSTITUTION), "true", any));
        for (Verdict verdict : Verdict.values()) {
            FeedName name = FeedName.events(series(verdict), "机构日·" + verdict.label(), Grain.INSTITUTION)
                    .within(JUDGED);
            feeds.add(feed(name, "verdict = '" + verdict.name() + "'", term(verdict)));
        }
        feeds.add(filed(FeedName.events(FILED, "归档的就诊", Grain.INSTITUTION), "filed"));
        feeds.add(filed(
                FeedName.events(FILED_LATE, "次日以后才归档的就诊", Grain.INSTITUTION).within(FILED), "late"));
        return List.copyOf(feeds);
    }

    private static Term term(Verdict verdict) {
        return Term.plus(series(verdict), Days.WITHIN);
    }

    private static Feed feed(FeedName name, String where, Term... terms) {
        return Feed.of(name, """
                select null::text as area_code, institution_id, null::bigint as department_id, null::text as worker,
                       null::bigint as person_key, %s || ' ' || day || ' ' || institution_id as item, day, 1::bigint as n
                  from indicator.judged_day where day between :first and :last and %s
                """.formatted(TITLE, where), terms);
    }

    /** A row is a day of an institution. */
    private static Feed filed(FeedName name, String column) {
        return Feed.of(name, """
                select null::text as area_code, institution_id, null::bigint as department_id, null::text as worker,
                       null::bigint as person_key, day || ' ' || institution_id as item, day, %1$s::bigint as n
                  from indicator.filed_day where day between :first and :last and %1$s > 0
                """.formatted(column), Term.plus(name.id(), Days.WITHIN));
    }
}
