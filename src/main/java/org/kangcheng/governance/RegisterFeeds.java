package org.kangcheng.governance;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.MadeDefinitions;
import org.kangcheng.definition.UnsoundException;
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
 * that in time; and what its items add up to, {@code register.<id>.sum.<sum>}: where only ended items add to a sum, by the day
 * they were closed, otherwise as it is now. {@code register.<id>.<what>}.
 */
@Component
public class RegisterFeeds implements Feeds {
    private static final Map<What, String> TITLES = Map.of(
            What.OPENED, "新立事项",
            What.OPEN, "在办事项",
            What.NEAR, "到期提醒及逾期事项",
            What.DUE, "逾期事项",
            What.CLOSED, "办结事项",
            What.KEPT, "按时办结事项",
            What.LIMITED, "有法定时限的办结事项",
            What.EARLY_DAYS, "比法定时限提前的天数");

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
                    + " and (coalesce(promised_on, legal_on) is null or closed_on <= coalesce(promised_on, legal_on))",
            What.LIMITED,
            "closed_on between :first and :last and state <> 'merged' and legal_on is not null",
            What.EARLY_DAYS,
            "closed_on between :first and :last and state <> 'merged' and legal_on is not null");

    /** In a series: an area's, or a unit's. */
    private static final String UNIT = "{unit}";

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
        for (Definition definition : new Definitions(List.of(new RegisterEngine())).shipped()) {
            try {
                Register register = RegisterEngine.read(definition);
                for (What what : What.values()) {
                    names.add(name(register.id(), register.title(), what));
                }
                register.sums().forEach(sum -> names.add(name(register, sum)));
            } catch (UnsoundException e) {
                throw new IllegalStateException(definition.id() + " is shipped and unsound", e);
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
            String n = what == What.EARLY_DAYS ? "legal_on - closed_on" : "1";
            feeds.add(Feed.of(
                    name(register.id(), register.title(), what),
                    rows(register.no(), n, Objects.requireNonNull(ROWS.get(what))),
                    term(register.no(), what)));
        }
        register.register().sums().forEach(sum -> feeds.add(of(register, sum)));
        return feeds;
    }

    private static Feed of(Registers.InForce register, Sum sum) {
        String n = "(sums ->> '" + sum.id() + "')";
        boolean ended = ended(register.register(), sum);
        String where =
                n + " is not null" + (ended ? " and closed_on between :first and :last and state <> 'merged'" : "");
        Term term = ended
                ? Term.plus(ItemCounting.closedSum(register.no(), UNIT, sum.id()), Days.WITHIN)
                : Term.plus(ItemCounting.sumOf(register.no(), UNIT, sum.id()), Days.UNDATED);
        return Feed.of(name(register.register(), sum), rows(register.no(), n, where), term);
    }

    private static String rows(int registerNo, String n, String where) {
        return """
                select area_code, unit as institution_id, null::bigint as department_id, owner_name as worker,
                       null::bigint as person_key, number as item,
                       coalesce(closed_on, (opened_at at time zone 'Asia/Shanghai')::date) as day, %s::bigint as n
                  from governance.item where register_no = %d and %s
                """.formatted("(" + n + ")", registerNo, where);
    }

    /** Whoever has reached one of the states that count has ended. */
    private static boolean ended(Register register, Sum sum) {
        return sum.in().stream().allMatch(state -> register.state(state).end());
    }

    private static FeedName name(Register register, Sum sum) {
        String id = "register." + register.id() + ".sum.";
        return new FeedName(
                id + sum.id(),
                register.title() + "·" + sum.title(),
                Grain.MATTER,
                ended(register, sum) ? Time.EVENTS : Time.NOW,
                sum.share() == null ? null : id + sum.share());
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
                    case KEPT, LIMITED -> id + word(What.CLOSED);
                    default -> null;
                });
    }

    private static String word(What what) {
        return what == What.DUE ? "late" : what.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Time time(What what) {
        return switch (what) {
            case OPEN, NEAR, DUE -> Time.NOW;
            default -> Time.EVENTS;
        };
    }

    private static Term term(int registerNo, What what) {
        return Term.plus(
                ItemCounting.series(registerNo, UNIT, what.name()),
                switch (what) {
                    case OPEN -> Days.UNDATED;
                    case NEAR -> Days.UNTIL;
                    case DUE -> Days.BEFORE;
                    default -> Days.WITHIN;
                });
    }
}
