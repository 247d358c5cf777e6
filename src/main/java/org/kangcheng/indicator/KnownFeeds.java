package org.kangcheng.indicator;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kangcheng.booking.BookingFeeds;
import org.kangcheng.card.CardFeeds;
import org.kangcheng.community.CommunityFeeds;
import org.kangcheng.encounter.VisitFeeds;
import org.kangcheng.governance.RegisterFeeds;
import org.kangcheng.payment.PaymentFeeds;
import org.kangcheng.programme.ProgrammeFeeds;
import org.kangcheng.programme.SignFeeds;
import org.kangcheng.survey.RatingFeeds;
import org.kangcheng.survey.SurveyFeeds;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.FeedName;
import org.kangcheng.tally.Feeds;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Every feed that there is. */
@Component
class KnownFeeds {
    private final List<Feeds> modules;

    KnownFeeds(List<Feeds> modules) {
        this.modules = modules;
    }

    /** For a program that visits the database without the platform. */
    static KnownFeeds visiting(JdbcClient jdbc, Clock clock) {
        return new KnownFeeds(List.of(
                new PeopleFeeds(),
                new QualityFeeds(),
                new CardFeeds(jdbc, clock),
                new PaymentFeeds(),
                new BookingFeeds(),
                new VisitFeeds(),
                new RatingFeeds(),
                new SurveyFeeds(),
                new CommunityFeeds(),
                ProgrammeFeeds.visiting(jdbc, clock),
                new SignFeeds(),
                RegisterFeeds.visiting(jdbc, clock)));
    }

    /** What is known without a database: the feeds of what the platform brings along. */
    static Map<String, FeedName> shipped() {
        return Stream.of(
                        PeopleFeeds.shipped(),
                        QualityFeeds.shipped(),
                        CardFeeds.shipped(),
                        PaymentFeeds.shipped(),
                        BookingFeeds.shipped(),
                        VisitFeeds.shipped(),
                        RatingFeeds.shipped(),
                        SurveyFeeds.shipped(),
                        CommunityFeeds.shipped(),
                        ProgrammeFeeds.shipped(),
                        SignFeeds.shipped(),
                        RegisterFeeds.shipped())
                .flatMap(List::stream)
                .collect(Collectors.toMap(FeedName::id, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    Map<String, Feed> all() {
        return modules.stream()
                .flatMap(module -> module.feeds().stream())
                .collect(Collectors.toMap(Feed::id, Function.identity(), (a, b) -> a, LinkedHashMap::new));
    }

    Map<String, FeedName> names() {
        Map<String, FeedName> names = new LinkedHashMap<>();
        all().forEach((id, feed) -> names.put(id, feed.name()));
        return names;
    }
}
