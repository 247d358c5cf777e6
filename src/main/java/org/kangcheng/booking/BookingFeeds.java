package org.kangcheng.booking;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.booking.AppointmentCounting.What;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.Feed.Days;
import org.kangcheng.tally.Feed.Term;
import org.kangcheng.tally.FeedName;
import org.kangcheng.tally.FeedName.Grain;
import org.kangcheng.tally.Feeds;
import org.kangcheng.terminology.CareChannel;
import org.springframework.stereotype.Component;

/** What figures can be made of appointments, by the day of the clinic. */
@Component
public class BookingFeeds implements Feeds {
    private static final List<Feed> ALL = all();

    private static List<Feed> all() {
        List<Feed> feeds = new ArrayList<>(List.of(
                offered(),
                // A number that is booked is one that was offered: the session's, and not withdrawn.
                feed(What.BOOKED, "预约（不含退号、停诊）", AppointmentCounting.OFFERED),
                feed(What.CAME, "预约后到诊", What.BOOKED.series()),
                feed(What.NO_SHOW, "爽约", What.BOOKED.series()),
                feed(What.CANCELLED, "退号", null),
                feed(What.STOPPED, "因停诊取消的预约", null)));
        Arrays.stream(CareChannel.values()).map(BookingFeeds::through).forEach(feeds::add);
        return List.copyOf(feeds);
    }

    public static List<FeedName> shipped() {
        return ALL.stream().map(Feed::name).toList();
    }

    @Override
    public List<Feed> feeds() {
        return ALL;
    }

    private static Feed feed(What what, String title, @Nullable String within) {
        FeedName name = FeedName.events(what.series(), title, Grain.INSTITUTION);
        return appointments(within == null ? name : name.within(within), what, "true");
    }

    private static Feed through(CareChannel channel) {
        String series = AppointmentCounting.through(channel);
        return appointments(
                FeedName.events(series, "预约·经" + channel.label(), Grain.INSTITUTION)
                        .within(What.BOOKED.series()),
                What.BOOKED,
                "a.channel = '" + channel.code() + "'");
    }

    private static Feed appointments(FeedName name, What what, String where) {
        String states =
                what.states().stream().map(state -> "'" + state.name() + "'").collect(Collectors.joining(", "));
        return Feed.of(name, """
                select null::text as area_code, s.institution_id, s.department_id, null::text as worker, a.person_key,
                       a.appointment_id::text as item, s.day, 1::bigint as n
                  from booking.session s
                  join booking.appointment a on a.institution_id = s.institution_id and a.session_id = s.session_id
                 where s.day between :first and :last and a.state in (%s) and %s
                """.formatted(states, where), Term.plus(name.id(), Days.WITHIN));
    }

    /** A row is a number. */
    private static Feed offered() {
        return Feed.of(
                FeedName.events(AppointmentCounting.OFFERED, "放出的号（不含停诊）", Grain.INSTITUTION),
                """
                select null::text as area_code, s.institution_id, s.department_id, null::text as worker,
                       null::bigint as person_key, number.session_id || ' ' || number.slot_no as item, s.day, 1::bigint as n
                  from booking.session s
                  join booking.slot number on number.institution_id = s.institution_id and number.session_id = s.session_id
                 where s.day between :first and :last and number.state <> 'STOPPED'
                """,
                Term.plus(AppointmentCounting.OFFERED, Days.WITHIN));
    }
}
