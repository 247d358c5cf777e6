package org.kangcheng.programme;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.programme.SignTable.State;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.Feed.Days;
import org.kangcheng.tally.Feed.Term;
import org.kangcheng.tally.FeedName;
import org.kangcheng.tally.FeedName.Grain;
import org.kangcheng.tally.Feeds;
import org.springframework.stereotype.Component;

/** What figures can be made of signs of made-up data, by the rules that the platform brings along: found, and how judged. */
@Component
public class SignFeeds implements Feeds {
    private static final String FOUND = "sign.found";

    private final List<Feed> feeds = all();

    public static List<FeedName> shipped() {
        return all().stream().map(Feed::name).toList();
    }

    @Override
    public List<Feed> feeds() {
        return feeds;
    }

    private static List<Feed> all() {
        List<String> kinds = new Definitions(List.of(new SignEngine()))
                .shipped().stream().map(Definition::id).toList();
        List<Feed> feeds = new ArrayList<>();
        feeds.add(feed(
                FeedName.events(FOUND, "造假迹象", Grain.RESIDENCE),
                kinds,
                "true",
                Arrays.stream(State.values()).flatMap(state -> terms(kinds, state))));
        for (State state : State.values()) {
            String id = "sign." + state.name().toLowerCase(Locale.ROOT).replace('_', '-');
            feeds.add(feed(
                    FeedName.events(id, "造假迹象·" + state.label(), Grain.RESIDENCE)
                            .within(FOUND),
                    kinds,
                    "state = '" + state.name() + "'",
                    terms(kinds, state)));
        }
        return List.copyOf(feeds);
    }

    private static Stream<Term> terms(List<String> kinds, State state) {
        return kinds.stream().map(kind -> Term.plus(Signs.series(kind, state), Days.WITHIN));
    }

    private static Feed feed(FeedName name, List<String> kinds, String where, Stream<Term> terms) {
        String quoted = kinds.stream().map(kind -> "'" + kind + "'").collect(Collectors.joining(", "));
        return Feed.of(name, """
                select area_code, institution_id, null::bigint as department_id, worker, null::bigint as person_key,
                       sign_id::text as item, first_day as day, 1::bigint as n
                  from programme.sign
                 where first_day between :first and :last and kind in (%s) and %s
                """.formatted(quoted, where), terms.toArray(Term[]::new));
    }
}
