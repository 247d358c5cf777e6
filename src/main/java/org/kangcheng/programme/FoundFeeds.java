package org.kangcheng.programme;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.kangcheng.definition.Form;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.Feed.Days;
import org.kangcheng.tally.Feed.Term;
import org.kangcheng.tally.FeedName;
import org.kangcheng.tally.FeedName.Grain;
import org.kangcheng.tally.FeedName.Time;

/**
 * What figures can be made of what came out beside a service: of how many lines the claim was looked into and not borne out, how
 * many points of its calendar were missed, what residents have not confirmed and what they deny.
 */
final class FoundFeeds {
    private static final String CLAIMS = """
            select c.area_code, d.institution_id, null::bigint as department_id, d.worker, c.person_key,
                   c.person_key || '-' || c.delivery_id || '-' || c.line as item, c.found_on as day, 1::bigint as n
              from %s c join programme.delivery d using (person_key, delivery_id)
             where c.service_no = %d and c.line in (%s) and c.found_on between :first and :last
               and d.delivered_on between :first and :last
            """;
    private static final String MISSED = """
            select area_code, null::bigint as institution_id, null::bigint as department_id, null::text as worker, person_key,
                   person_key || '-' || point || '-' || due_on as item, due_on as day, 1::bigint as n
              from programme.missed where service_no = %d and due_on between :first and :last
            """;
    private static final String UNCONFIRMED = """
            select area_code, null::bigint as institution_id, null::bigint as department_id, worker, person_key,
                   delivery_id::text as item, delivered_on as day, 1::bigint as n
              from programme.unconfirmed where service_no = %d and state = '%s'
            """;

    private final String id;
    private final String title;
    private final int no;

    private FoundFeeds(Programme programme, Service service, int no) {
        this.id = "programme." + programme.id() + "." + service.id() + ".";
        this.title = programme.title() + "·" + service.title() + "·";
        this.no = no;
    }

    static List<FeedName> names(Programme programme, Service service) {
        return of(programme, service, 0).stream().map(Feed::name).toList();
    }

    /** @param no of the service, in the database */
    static List<Feed> of(Programme programme, Service service, int no) {
        FoundFeeds these = new FoundFeeds(programme, service, no);
        List<Feed> feeds = new ArrayList<>();
        List<String> lines =
                service.form().claimable().stream().map(Form.Field::id).toList();
        if (!lines.isEmpty()) {
            feeds.addAll(these.claims(lines));
        }
        if (service.cadence() instanceof Cadence.Calendar calendar && calendar.closes()) {
            feeds.add(these.missed());
        }
        if (service.confirmed()) {
            feeds.add(these.unconfirmed(Confirm.State.WAITING, "待居民确认"));
            feeds.add(these.unconfirmed(Confirm.State.DISPUTED, "居民否认"));
        }
        return feeds;
    }

    private List<Feed> claims(List<String> lines) {
        String quoted = lines.stream().map(line -> "'" + line + "'").collect(Collectors.joining(", "));
        FeedName claimed = FeedName.events(id + "claimed", title + "核实的申报（每项一条）", Grain.RESIDENCE);
        FeedName differing = FeedName.events(id + "differing", title + "与申报不符（每项一条）", Grain.RESIDENCE)
                .within(claimed.id());
        return List.of(
                Feed.of(
                        claimed,
                        CLAIMS.formatted("programme.claim", no, quoted),
                        lines.stream()
                                .map(line -> Term.plus(Claims.compared(no, line), Days.WITHIN))
                                .toArray(Term[]::new)),
                Feed.of(
                        differing,
                        CLAIMS.formatted("programme.disagreement", no, quoted),
                        lines.stream()
                                .map(line -> Term.plus(Claims.differing(no, line), Days.WITHIN))
                                .toArray(Term[]::new)));
    }

    private Feed missed() {
        return Feed.of(
                FeedName.events(id + "missed", title + "漏做", Grain.RESIDENCE),
                MISSED.formatted(no),
                Term.plus(Missed.series(no), Days.WITHIN));
    }

    private Feed unconfirmed(Confirm.State state, String what) {
        return Feed.of(
                new FeedName(id + state.name().toLowerCase(Locale.ROOT), title + what, Grain.RESIDENCE, Time.NOW, null),
                UNCONFIRMED.formatted(no, state.name()),
                Term.plus(Counting.unconfirmed(no, state), Days.UNDATED));
    }
}
