package org.kangcheng.survey;

import java.util.List;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.Feed.Days;
import org.kangcheng.tally.Feed.Term;
import org.kangcheng.tally.FeedName;
import org.kangcheng.tally.FeedName.Grain;
import org.kangcheng.tally.Feeds;
import org.springframework.stereotype.Component;

/** What figures can be made of the ratings of visits; the rows are as the institution reads them and name nobody. */
@Component
public class RatingFeeds implements Feeds {
    private static final List<Feed> ALL = List.of(
            feed(RatingCounting.RATINGS, "就诊评价", "1", "true"),
            feed(RatingCounting.SATISFIED, "满意的评价（各项四星以上）", "1", "least(service, waiting, result) >= 4"),
            feed(RatingCounting.SERVICE_STARS, "服务态度的星数", "service", "true"),
            feed(RatingCounting.WAITING_STARS, "候诊时间的星数", "waiting", "true"),
            feed(RatingCounting.RESULT_STARS, "诊疗效果的星数", "result", "true"));

    public static List<FeedName> shipped() {
        return ALL.stream().map(Feed::name).toList();
    }

    @Override
    public List<Feed> feeds() {
        return ALL;
    }

    private static Feed feed(String series, String title, String n, String where) {
        FeedName name = FeedName.events(series, title, Grain.INSTITUTION);
        boolean part = series.equals(RatingCounting.SATISFIED);
        return Feed.of(
                part ? name.within(RatingCounting.RATINGS) : name,
                """
                select null::text as area_code, institution_id, department_id, null::text as worker,
                       null::bigint as person_key, visit_id::text as item,
                       (rated_at at time zone 'Asia/Shanghai')::date as day, %s::bigint as n
                  from survey.received
                 where month between date_trunc('month', cast(:first as date))::date and :last
                   and (rated_at at time zone 'Asia/Shanghai')::date between :first and :last and %s
                """.formatted(n, where),
                Term.plus(series, Days.WITHIN));
    }
}
