package org.kangcheng.card;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.Feed.Days;
import org.kangcheng.tally.Feed.Term;
import org.kangcheng.tally.FeedName;
import org.kangcheng.tally.FeedName.Grain;
import org.kangcheng.tally.FeedName.Time;
import org.kangcheng.tally.Feeds;
import org.kangcheng.terminology.CareStep;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What figures can be made of cards: who holds one, and where codes are read. */
@Component
public class CardFeeds implements Feeds {
    /** Readings are counted every second; after so long something is wrong. */
    private static final Duration LATE = Duration.ofMinutes(1);

    private static final Duration LOOKED_AT_EVERY = Duration.ofSeconds(2);

    private static final Feed ISSUED = Feed.of(
            new FeedName("card.issued", "持有电子健康卡的居民", Grain.RESIDENCE, Time.NOW, "people.living"),
            """
            select area_code, null::bigint as institution_id, null::bigint as department_id, null::text as worker,
                   person_key, person_key::text as item, null::date as day, 1::bigint as n
              from card.issued
            """,
            new Feed.Counts.Asked("""
            select place.code as place, coalesce(sum(c.issued), 0)::bigint as n
              from unnest(:places::text[]) place (code)
              left join card.issued_count c on c.area_code >= place.code collate "C"
               and c.area_code < (place.code || ':') collate "C"
             group by 1
            """));

    /** A reading's number rises with time (kernel.Ids), and what is reported was read before: older ones need no look. */
    private static final String READINGS = """
            select null::text as area_code, p.institution_id, null::bigint as department_id, r.name as worker,
                   p.person_key, p.use_id::text as item, (u.at at time zone 'Asia/Shanghai')::date as day, 1::bigint as n
              from card.point_use p
              join card.use_record u using (person_key, use_id)
              left join directory.reading_point r
                on r.institution_id = p.institution_id and r.reading_point_id = p.reading_point_id
             where p.use_id >= ((extract(epoch from cast(:first as date) - 1) * 1000)::bigint - 1577836800000) << 22
               and (u.at at time zone 'Asia/Shanghai')::date between :first and :last
               and p.tx < (select next_tx from card.counted_readings) and %s
            """;

    private static final String REFUSED = """
            select null::text as area_code, institution_id, null::bigint as department_id, null::text as worker,
                   null::bigint as person_key, failed_id::text as item,
                   (at at time zone 'Asia/Shanghai')::date as day, 1::bigint as n
              from card.failed_reading
             where failed_id >= ((extract(epoch from cast(:first as date) - 1) * 1000)::bigint - 1577836800000) << 22
               and (at at time zone 'Asia/Shanghai')::date between :first and :last
               and tx < (select next_tx from card.counted_readings)
            """;

    private record Looked(Instant at, @Nullable String trouble) {}

    private final JdbcClient jdbc;
    private final Clock clock;
    private final List<Feed> feeds;
    private volatile Looked looked = new Looked(Instant.EPOCH, null);

    public CardFeeds(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
        this.feeds = all(this::trouble);
    }

    public static List<FeedName> shipped() {
        return all(() -> null).stream().map(Feed::name).toList();
    }

    @Override
    public List<Feed> feeds() {
        return feeds;
    }

    private static List<Feed> all(Supplier<@Nullable String> trouble) {
        List<Feed> all = new ArrayList<>();
        all.add(ISSUED);
        FeedName read = FeedName.events(CountReadings.READ, "识读健康卡", Grain.INSTITUTION);
        all.add(counted(read, READINGS.formatted("true"), trouble));
        for (CareStep step : CareStep.values()) {
            FeedName name = FeedName.events(CountReadings.step(step), "识读健康卡·" + step.label(), Grain.INSTITUTION)
                    .within(read.id());
            all.add(counted(name, READINGS.formatted("u.care_step = '" + step.name() + "'"), trouble));
        }
        all.add(counted(FeedName.events(CountReadings.REFUSED, "识读未通过", Grain.INSTITUTION), REFUSED, trouble));
        return List.copyOf(all);
    }

    private static Feed counted(FeedName name, String rows, Supplier<@Nullable String> trouble) {
        return new Feed(name, new Feed.Counts.Series(List.of(Term.plus(name.id(), Days.WITHIN))), rows, trouble);
    }

    private @Nullable String trouble() {
        Instant now = clock.instant();
        Looked last = looked;
        if (Duration.between(last.at, now).compareTo(LOOKED_AT_EVERY) > 0) {
            Instant counted = jdbc.sql("select counted_at from card.counted_readings")
                    .query((row, n) -> row.getTimestamp(1).toInstant())
                    .single();
            boolean late = Duration.between(counted, now).compareTo(LATE) > 0;
            last = new Looked(now, late ? "用卡记录的计数停了，数字可能不全" : null);
            looked = last;
        }
        return last.trouble;
    }
}
