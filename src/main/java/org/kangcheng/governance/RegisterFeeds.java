package org.kangcheng.governance;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.MadeDefinitions;
import org.kangcheng.governance.ItemCounting.What;
import org.kangcheng.tally.Feed;
import org.kangcheng.tally.Feed.Days;
import org.kangcheng.tally.Feed.Term;
import org.kangcheng.tally.FeedName;
import org.kangcheng.tally.FeedName.Grain;
import org.kangcheng.tally.FeedName.Time;
import org.kangcheng.tally.Feeds;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * What figures can be made of registers: of each what was opened, what is open, near and late, what was closed, and what of
 * that in time. {@code register.<id>.<what>}.
 */
@Component
public class RegisterFeeds implements Feeds {
    private static final Map<What, String> TITLES = Map.of(
            What.OPENED, "新立事项",
            What.OPEN, "在办事项",
            What.NEAR, "到期提醒及逾期事项",
            What.DUE, "逾期事项",
            What.CLOSED, "办结事项",
            What.KEPT, "按时办结事项");

    private static final Map<What, String> ROWS = Map.of(
            What.OPENED,
            "(opened_at at time zone 'Asia/Shanghai')::date between :first and :last",
            What.OPEN,
            "closed_on is null",
            What.NEAR,
            "closed_on is null and next_on < '9999-12-31' and near_on <= :last",
            What.DUE,
            "closed_on is null and next_on < :last",
            What.CLOSED,
            "closed_on between :first and :last and state <> 'merged'",
            What.KEPT,
            "closed_on between :first and :last and state <> 'merged'"
                    + " and (coalesce(promised_on, legal_on) is null or closed_on <= coalesce(promised_on, legal_on))");

    /** Made of a list of registers, for as long as that is what is in force. */
    private record Made(List<Registers.InForce> of, List<Feed> feeds) {}

    private final Registers registers;
    private volatile Made made = new Made(List.of(), List.of());

    RegisterFeeds(Registers registers) {
        this.registers = registers;
    }

    /** For a program that visits the database without the platform. */
    public static Feeds visiting(JdbcClient jdbc, Clock clock) {
        return new RegisterFeeds(new Registers(new RegisterTable(jdbc), new MadeDefinitions(jdbc), clock));
    }

    /** Those of the registers that the platform brings along. */
    public static List<FeedName> shipped() {
        List<FeedName> names = new ArrayList<>();
        for (Definition register : new Definitions(List.of(new RegisterEngine())).shipped()) {
            for (What what : What.values()) {
                names.add(name(register.id(), register.title(), what));
            }
        }
        return names;
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public List<Feed> feeds() {
        List<Registers.InForce> all = registers.all();
        Made now = made;
        if (now.of != all) {
            now = new Made(
                    all, all.stream().flatMap(register -> of(register).stream()).toList());
            made = now;
        }
        return now.feeds;
    }

    private static List<Feed> of(Registers.InForce register) {
        List<Feed> feeds = new ArrayList<>();
        for (What what : What.values()) {
            feeds.add(Feed.of(
                    name(register.id(), register.title(), what),
                    """
                    select area_code, unit as institution_id, null::bigint as department_id, owner_name as worker,
                           null::bigint as person_key, number as item,
                           coalesce(closed_on, (opened_at at time zone 'Asia/Shanghai')::date) as day, 1::bigint as n
                      from governance.item where register_no = %d and %s
                    """.formatted(register.no(), ROWS.get(what)),
                    term(register.no(), what)));
        }
        return feeds;
    }

    private static FeedName name(String register, String title, What what) {
        String id = "register." + register + ".";
        return new FeedName(
                id + word(what),
                title + "·" + TITLES.get(what),
                Grain.MATTER,
                time(what),
                switch (what) {
                    case NEAR, DUE -> id + word(What.OPEN);
                    case KEPT -> id + word(What.CLOSED);
                    default -> null;
                });
    }

    private static String word(What what) {
        return what == What.DUE ? "late" : what.name().toLowerCase(Locale.ROOT);
    }

    private static Time time(What what) {
        return switch (what) {
            case OPEN, NEAR, DUE -> Time.NOW;
            default -> Time.EVENTS;
        };
    }

    private static Term term(int registerNo, What what) {
        String series = "governance." + registerNo + "{unit}." + what;
        return Term.plus(
                series,
                switch (what) {
                    case OPEN -> Days.UNDATED;
                    case NEAR -> Days.UNTIL;
                    case DUE -> Days.BEFORE;
                    default -> Days.WITHIN;
                });
    }
}
