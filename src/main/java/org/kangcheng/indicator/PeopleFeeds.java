package org.kangcheng.indicator;

import java.util.List;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.FeedName;
import org.kangcheng.tally.FeedName.Grain;
import org.kangcheng.tally.FeedName.Time;
import org.kangcheng.tally.Feeds;
import org.springframework.stereotype.Component;

/** Residents, over what {@code identity} publishes; that module stands below the tally and cannot declare them itself. */
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

    static List<FeedName> shipped() {
        return List.of(LIVING.name());
    }

    @Override
    public List<Feed> feeds() {
        return List.of(LIVING);
    }
}
