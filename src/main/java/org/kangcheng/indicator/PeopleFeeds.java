package org.kangcheng.indicator;

import java.util.List;
import org.kangcheng.identity.DetailChanged.Kind;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.Feed.Days;
import org.kangcheng.tally.Feed.Term;
import org.kangcheng.tally.FeedName;
import org.kangcheng.tally.FeedName.Grain;
import org.kangcheng.tally.FeedName.Time;
import org.kangcheng.tally.Feeds;
import org.springframework.stereotype.Component;

/** Residents and what is corrected of them, over what {@code identity} publishes; that module stands below the tally and cannot declare them itself. */
@Component
class PeopleFeeds implements Feeds {
    private static final Feed LIVING = Feed.of(
            new FeedName("people.living", "在世居民", Grain.RESIDENCE, Time.NOW, null), """
            select area_code, null::bigint as institution_id, null::bigint as department_id, null::text as worker,
                   person_key, person_key::text as item, null::date as day, 1::bigint as n
              from identity_pub.resident
            """, new Feed.Counts.Asked("""
            select place.code as place, coalesce(sum(c.residents), 0)::bigint as n
              from unnest(:places::text[]) place (code)
              left join identity_pub.resident_count c on c.area_code >= place.code and c.area_code < place.code || ':'
             group by 1
            """));

    private static final List<Feed> ALL = List.of(
            LIVING,
            changed(Kind.CORRECTED, "更正的信息（原有记载有误的项数）"),
            changed(Kind.FILLED, "补登的信息（原来空缺的项数）"),
            changed(Kind.MOVED, "迁居登记"));

    static List<FeedName> shipped() {
        return ALL.stream().map(Feed::name).toList();
    }

    @Override
    public List<Feed> feeds() {
        return ALL;
    }

    /** Each changed detail is a row: who changed it, and never what stood there. */
    private static Feed changed(Kind kind, String title) {
        String series = CountCorrections.series(kind);
        return Feed.of(
                FeedName.events(series, title, Grain.RESIDENCE),
                """
                select area_code, null::bigint as institution_id, null::bigint as department_id, actor as worker,
                       person_key, correction_id::text as item, (at at time zone 'Asia/Shanghai')::date as day, 1::bigint as n
                  from identity_pub.correction
                 where area_code is not null and kind = '%s' and at >= cast(:first as date)::timestamp at time zone 'Asia/Shanghai'
                   and at < (cast(:last as date) + 1)::timestamp at time zone 'Asia/Shanghai'
                """.formatted(kind.name()),
                Term.plus(series, Days.WITHIN));
    }
}
