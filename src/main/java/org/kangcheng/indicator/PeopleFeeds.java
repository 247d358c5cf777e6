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
    private static final Feed LIVING =
            residents(new FeedName("people.living", "在世居民", Grain.RESIDENCE, Time.NOW, null), "residents", "true");

    private static final List<Feed> ALL = List.of(
            LIVING,
            known("phone", "phone", "登记了电话的居民"),
            known("address", "address", "登记了住址的居民"),
            known("documented", "documented", "登记了证件的居民"),
            known("verified", "verified", "经实名核验的居民"),
            known("whole", "phone and address and documented and verified", "电话、住址、证件、实名都齐的居民"),
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

    /** Residents of whom something is known; {@code column} is their counter. */
    private static Feed known(String column, String where, String title) {
        FeedName name = new FeedName("people." + column, title, Grain.RESIDENCE, Time.NOW, null);
        return residents(name.within("people.living"), column, where);
    }

    private static Feed residents(FeedName name, String column, String where) {
        return Feed.of(name, """
            select area_code, null::bigint as institution_id, null::bigint as department_id, null::text as worker,
                   person_key, person_key::text as item, null::date as day, 1::bigint as n
              from identity_pub.resident where %s
            """.formatted(where), new Feed.Counts.Asked("""
            select place.code as place, coalesce(sum(c.%s), 0)::bigint as n
              from unnest(:places::text[]) place (code)
              left join identity_pub.resident_count c on c.area_code >= place.code and c.area_code < place.code || ':'
             group by 1
            """.formatted(column)));
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
