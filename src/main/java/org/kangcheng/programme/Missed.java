package org.kangcheng.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.time.Period;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.programme.DutyTable.Duty;
import org.kangcheng.tally.Tally;
import org.springframework.stereotype.Component;

/** 漏做: points of a calendar at which nobody came, closed when the next one opened. Counted by the day they were due. */
@Component
class Missed {
    private final MissedTable table;
    private final StaleTable stale;
    private final Tally tally;
    private final Clock clock;

    Missed(MissedTable table, StaleTable stale, Tally tally, Clock clock) {
        this.table = table;
        this.stale = stale;
        this.tally = tally;
        this.clock = clock;
    }

    static boolean mayClose(Service service, Duty duty, LocalDate today) {
        return service.cadence() instanceof Cadence.Calendar calendar
                && calendar.closes()
                && today.isAfter(duty.window().due());
    }

    /** Notes the points that a duty has gone past without a delivery. */
    void close(PersonFacts facts, Service service, @Nullable Duty has, @Nullable Duty shall, LocalDate today) {
        if (has == null || shall == null || !mayClose(service, has, today)) {
            return;
        }
        boolean servable =
                has.window().point() >= 0 && has.excluded() == null && Objects.equals(has.lastDone(), shall.lastDone());
        Cadence.Calendar calendar = (Cadence.Calendar) service.cadence();
        Optional<LocalDate> from = calendar.from(facts.birth(), facts.events());
        for (int point = has.window().point();
                servable && point < shall.window().point();
                point++) {
            LocalDate due = from.orElseThrow().plus(calendar.points().get(point).due());
            if (table.insert(has.personKey(), has.serviceNo(), point, due, facts.area(), clock.instant())) {
                tally.add(series(has.serviceNo()), facts.area(), due, 1);
            }
        }
    }

    /** What was delivered after all is missed no more. */
    void madeGood(Delivery delivery) {
        table.delete(delivery.personKey(), delivery.serviceNo(), delivery.point())
                .ifPresent(row -> tally.add(series(row.serviceNo()), row.areaCode(), row.dueOn(), -1));
    }

    List<MissedTable.Row> of(Collection<Long> keys) {
        return table.of(keys);
    }

    /** How many points, due in a year up to today, were missed. */
    long thisYear(int serviceNo, String area) {
        LocalDate today = CityTime.today(clock);
        Tally.Span year = new Tally.Span(series(serviceNo), today.withDayOfYear(1), today);
        return Figures.n(tally.sums(List.of(area), List.of(year)), series(serviceNo), area);
    }

    /** On a day, who may have a point to be closed is looked at again. */
    void turn(Collection<InForce> programmes, LocalDate day) {
        for (InForce programme : programmes) {
            for (Service service : programme.services()) {
                if (service.cadence() instanceof Cadence.Calendar calendar && calendar.closes()) {
                    turn(programme.number(service), calendar, day);
                }
            }
        }
    }

    private void turn(int serviceNo, Cadence.Calendar calendar, LocalDate day) {
        for (int i = 0; i + 1 < calendar.points().size(); i++) {
            Period between = calendar.points()
                    .get(i + 1)
                    .opens()
                    .minus(calendar.points().get(i).due());
            // Months differ in length: a few days on both sides, and whose time has not come is left as she is.
            int days = (int) Math.round(between.toTotalMonths() * 30.44) + between.getDays();
            stale.markLate(serviceNo, i, day.minusDays(days + 4L), day.minusDays(days - 4L), clock.instant());
        }
    }

    static String series(int serviceNo) {
        return "missed." + serviceNo;
    }
}
