package org.kangcheng.programme;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.kangcheng.kernel.CityTime;
import org.springframework.stereotype.Component;

/** What a phone must know beside a duty's days to say off line when the service is due next, whatever its cadence. */
@Component
class PhoneDates {
    /** Of the draw, see {@link Cadence.Draw}. */
    private static final long SEEDS = 1_000_003;

    private final Programmes programmes;
    private final DutyTable duties;
    private final DeliveryTable deliveries;
    private final FactTable facts;
    private final Clock clock;

    PhoneDates(Programmes programmes, DutyTable duties, DeliveryTable deliveries, FactTable facts, Clock clock) {
        this.programmes = programmes;
        this.duties = duties;
        this.deliveries = deliveries;
        this.facts = facts;
        this.clock = clock;
    }

    private record Of(long personKey, int serviceNo) {}

    /**
     * @param points which point of a calendar, or which dose, is due
     * @param week the days of this week and the last on which a weekly service was done
     * @param events the newest day of each event, by person
     */
    record Known(Map<Of, Integer> points, Map<Of, List<String>> week, Map<Long, Map<String, String>> events) {
        void person(long personKey, Map<String, Object> content) {
            content.put("seed", personKey % SEEDS);
            Map<String, String> happened = events.get(personKey);
            if (happened != null) {
                content.put("events", happened);
            }
        }

        void duty(long personKey, int serviceNo, Map<String, Object> duty) {
            Of of = new Of(personKey, serviceNo);
            if (points.containsKey(of)) {
                duty.put("point", points.get(of));
            }
            if (week.containsKey(of)) {
                duty.put("week", week.get(of));
            }
        }
    }

    Known of(Collection<Long> keys) {
        if (keys.isEmpty()) {
            return new Known(Map.of(), Map.of(), Map.of());
        }
        LocalDate today = CityTime.today(clock);
        Map<Of, Integer> points = new HashMap<>();
        duties.points(keys).forEach(it -> points.put(new Of(it.personKey(), it.serviceNo()), it.point()));
        LocalDate lastWeek =
                today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).minusWeeks(1);
        Map<Of, List<String>> week = new HashMap<>();
        deliveries
                .days(keys, weekly(), lastWeek)
                .forEach(it -> week.computeIfAbsent(new Of(it.personKey(), it.serviceNo()), _ -> new ArrayList<>())
                        .add(it.on().toString()));
        Map<Long, Map<String, String>> events = new HashMap<>();
        facts.eventDays(keys, today)
                .forEach(it -> events.computeIfAbsent(it.personKey(), _ -> new TreeMap<>())
                        .put(it.code(), it.on().toString()));
        return new Known(points, week, events);
    }

    private List<Integer> weekly() {
        return programmes.all().stream()
                .flatMap(programme -> programme.services().stream()
                        .filter(service -> service.cadence().weekly())
                        .map(programme::number))
                .toList();
    }
}
