package org.kangcheng.booking;

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
import org.springframework.stereotype.Component;

/** What figures can be made of appointments, by the day of the clinic. */
@Component
public class BookingFeeds implements Feeds {
    private static final List<Feed> ALL = List.of(
            feed(What.BOOKED, "预约（不含退号、停诊）", null),
            feed(What.CAME, "预约后到诊", What.BOOKED),
            feed(What.NO_SHOW, "爽约", What.BOOKED),
            feed(What.CANCELLED, "退号", null),
            feed(What.STOPPED, "因停诊取消的预约", null));

    public static List<FeedName> shipped() {
        return ALL.stream().map(Feed::name).toList();
    }

    @Override
    public List<Feed> feeds() {
        return ALL;
    }

    private static Feed feed(What what, String title, @Nullable What within) {
        FeedName name = FeedName.events(what.series(), title, Grain.INSTITUTION);
        String states =
                what.states().stream().map(state -> "'" + state.name() + "'").collect(Collectors.joining(", "));
        return Feed.of(
                within == null ? name : name.within(within.series()),
                """
                select null::text as area_code, s.institution_id, s.department_id, null::text as worker, a.person_key,
                       a.appointment_id::text as item, s.day, 1::bigint as n
                  from booking.session s
                  join booking.appointment a on a.institution_id = s.institution_id and a.session_id = s.session_id
                 where s.day between :first and :last and a.state in (%s)
                """.formatted(states),
                Term.plus(what.series(), Days.WITHIN));
    }
}
