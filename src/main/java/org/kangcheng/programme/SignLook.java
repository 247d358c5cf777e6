package org.kangcheng.programme;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.programme.WorkerMonth.Row;

/** The ways in which a worker's month is looked at for signs of made-up data. How much is too much, the rule says. */
enum SignLook {
    DENSITY_DAY("minutes_with_form", "minutes_without_form", "most_minutes") {
        @Override
        List<Found> in(WorkerMonth month, Limits limits) {
            List<Found> found = new ArrayList<>();
            by(month.rows(), Row::on).forEach((day, rows) -> {
                double minutes = by(rows, Row::personKey).values().stream()
                        .mapToDouble(ones -> limits.of(
                                ones.stream().anyMatch(Row::asked) ? "minutes_with_form" : "minutes_without_form"))
                        .sum();
                if (minutes > limits.of("most_minutes")) {
                    String text = "一天服务 %d 位居民，至少需要 %.1f 小时。".formatted(persons(rows), minutes / 60);
                    found.add(Found.on(day, rows, text));
                }
            });
            return found;
        }
    },
    DENSITY_HOUR("most_persons") {
        @Override
        List<Found> in(WorkerMonth month, Limits limits) {
            List<Row> timed =
                    month.asked().stream().filter(row -> row.doneAt() != null).toList();
            Map<LocalDate, List<Row>> crowded = new TreeMap<>();
            by(timed, row -> hour(row)).forEach((hour, rows) -> {
                if (persons(rows) > limits.of("most_persons")) {
                    crowded.computeIfAbsent(CityTime.dayOf(hour), _ -> new ArrayList<>())
                            .addAll(rows);
                }
            });
            return crowded.entrySet().stream()
                    .map(day ->
                            Found.on(day.getKey(), day.getValue(), "一小时内做完 %d 位居民的随访。".formatted(most(day.getValue()))))
                    .toList();
        }

        private static long most(List<Row> rows) {
            return by(rows, row -> hour(row)).values().stream()
                    .mapToLong(SignLook::persons)
                    .max()
                    .orElse(0);
        }
    },
    NIGHT("least_records", "from_hour", "to_hour") {
        @Override
        List<Found> in(WorkerMonth month, Limits limits) {
            List<Row> night = month.asked().stream()
                    .filter(row -> row.doneAt() != null)
                    .filter(row -> {
                        int hour = CityTime.local(Objects.requireNonNull(row.doneAt()))
                                .getHour();
                        return hour >= limits.of("from_hour") || hour < limits.of("to_hour");
                    })
                    .toList();
            return night.size() < limits.of("least_records")
                    ? List.of()
                    : List.of(Found.in(month.month(), night, "本月有 %d 次服务在深夜做完。".formatted(night.size())));
        }
    },
    MONTH_END("least_records", "last_days", "share") {
        @Override
        List<Found> in(WorkerMonth month, Limits limits) {
            List<Row> asked = month.asked();
            LocalDate from = month.month().atEndOfMonth().minusDays((long) limits.of("last_days") - 1);
            List<Row> last =
                    asked.stream().filter(row -> !row.on().isBefore(from)).toList();
            return asked.size() >= limits.of("least_records") && share(last, asked.size()) >= limits.of("share")
                    ? List.of(Found.in(
                            month.month(),
                            last,
                            "本月 %d 次服务中有 %d 次集中在 %s 以后。".formatted(asked.size(), last.size(), from)))
                    : List.of();
        }
    },
    DECEMBER("least_records", "from_day", "share") {
        @Override
        List<Found> in(WorkerMonth month, Limits limits) {
            if (month.month().getMonthValue() != 12) {
                return List.of();
            }
            List<Row> asked = month.asked();
            List<Row> late = asked.stream()
                    .filter(row -> row.on().getDayOfMonth() >= limits.of("from_day"))
                    .toList();
            long year = month.before() + asked.size();
            return year >= limits.of("least_records") && share(late, year) >= limits.of("share")
                    ? List.of(Found.in(month.month(), late, "全年 %d 次服务中有 %d 次记在十二月下半月。".formatted(year, late.size())))
                    : List.of();
        }
    },
    BACKFILL("least_records", "least_days", "old_days") {
        @Override
        List<Found> in(WorkerMonth month, Limits limits) {
            List<Row> old = month.rows().stream()
                    .filter(row -> !row.imported())
                    .filter(row -> ChronoUnit.DAYS.between(row.on(), CityTime.dayOf(row.recordedAt()))
                            >= limits.of("old_days"))
                    .toList();
            List<Row> batches = by(old, row -> CityTime.dayOf(row.recordedAt())).values().stream()
                    .filter(rows -> rows.size() >= limits.of("least_records"))
                    .filter(rows -> by(rows, Row::on).size() >= limits.of("least_days"))
                    .flatMap(List::stream)
                    .toList();
            return batches.isEmpty()
                    ? List.of()
                    : List.of(Found.in(month.month(), batches, "%d 次服务是日后成批补录的。".formatted(batches.size())));
        }
    },
    EQUAL_READINGS("persons_of_two", "share_of_two", "persons_of_more", "share_of_more") {
        @Override
        List<Found> in(WorkerMonth month, Limits limits) {
            List<Found> found = new ArrayList<>();
            by(read(month), Row::serviceNo).forEach((service, rows) -> {
                List<Row> equal = by(rows, Row::readings).values().stream()
                        .filter(same -> {
                            String of = same.getFirst().readings().size() > 2 ? "of_more" : "of_two";
                            return persons(same) >= limits.of("persons_" + of)
                                    && share(same, rows.size()) >= limits.of("share_" + of);
                        })
                        .flatMap(List::stream)
                        .toList();
                if (!equal.isEmpty()) {
                    String text = "本月 %d 次服务中，有 %d 次与他人的读数完全相同。".formatted(rows.size(), equal.size());
                    found.add(Found.of(service, month.month(), equal, text));
                }
            });
            return found;
        }
    },
    COPIED_READINGS("least_persons", "share") {
        @Override
        List<Found> in(WorkerMonth month, Limits limits) {
            List<Found> found = new ArrayList<>();
            by(read(month), Row::serviceNo).forEach((service, rows) -> {
                List<Row> again = rows.stream()
                        .filter(row -> !row.readingsBefore().isEmpty())
                        .toList();
                List<Row> copied = again.stream()
                        .filter(row -> row.readings().equals(row.readingsBefore()))
                        .toList();
                if (persons(copied) >= limits.of("least_persons")
                        && share(copied, again.size()) >= limits.of("share")) {
                    String text = "本月 %d 位居民中，有 %d 位的读数与上次完全相同。".formatted(persons(again), persons(copied));
                    found.add(Found.of(service, month.month(), copied, text));
                }
            });
            return found;
        }
    },
    END_DIGIT("least_records", "share", "least_value") {
        @Override
        List<Found> in(WorkerMonth month, Limits limits) {
            List<Found> found = new ArrayList<>();
            by(read(month), Row::serviceNo).forEach((service, rows) -> {
                Set<Row> odd = new java.util.LinkedHashSet<>();
                fields(rows).forEach(field -> odd.addAll(sameDigit(field, rows, limits)));
                if (!odd.isEmpty()) {
                    String text = "本月 %d 次服务的读数中，个位数几乎都相同。".formatted(rows.size());
                    found.add(Found.of(service, month.month(), List.copyOf(odd), text));
                }
            });
            return found;
        }

        private static Set<String> fields(List<Row> rows) {
            return rows.stream()
                    .flatMap(row -> row.readings().keySet().stream())
                    .collect(Collectors.toSet());
        }

        private static List<Row> sameDigit(String field, List<Row> rows, Limits limits) {
            List<Row> whole = rows.stream()
                    .filter(row -> wholeAtLeast(row.readings().get(field), limits.of("least_value")))
                    .toList();
            if (whole.size() < limits.of("least_records")) {
                return List.of();
            }
            return by(
                            whole,
                            row -> Objects.requireNonNull(row.readings().get(field))
                                    .remainder(BigDecimal.TEN)
                                    .intValue())
                    .values()
                    .stream()
                    .filter(same -> share(same, whole.size()) >= limits.of("share"))
                    .findFirst()
                    .orElse(List.of());
        }

        private static boolean wholeAtLeast(@org.jspecify.annotations.Nullable BigDecimal value, double least) {
            return value != null && value.stripTrailingZeros().scale() <= 0 && value.doubleValue() >= least;
        }
    },
    NOT_LIVING("least_records") {
        @Override
        List<Found> in(WorkerMonth month, Limits limits) {
            List<Row> rows = month.rows().stream()
                    .filter(row -> row.on().isBefore(row.birth())
                            || (row.died() != null && row.on().isAfter(row.died())))
                    .toList();
            return rows.isEmpty() || rows.size() < limits.of("least_records")
                    ? List.of()
                    : List.of(Found.in(month.month(), rows, "%d 次服务记在居民死亡之后或出生之前。".formatted(rows.size())));
        }
    },
    AWAY("least_records") {
        @Override
        List<Found> in(WorkerMonth month, Limits limits) {
            List<Row> rows = month.rows().stream().filter(Row::away).toList();
            return rows.isEmpty() || rows.size() < limits.of("least_records")
                    ? List.of()
                    : List.of(Found.in(month.month(), rows, "%d 次服务记在居民迁出或失联期间。".formatted(rows.size())));
        }
    };

    /** What a rule calls too much, by name. */
    record Limits(Map<String, Double> values) {
        double of(String name) {
            return Objects.requireNonNull(values.get(name), name);
        }
    }

    /** @param serviceNo {@link #ALL} when it is about several services together */
    record Found(int serviceNo, LocalDate first, LocalDate last, List<Row> rows, String text) {
        static final int ALL = -1;

        static Found on(LocalDate day, List<Row> rows, String text) {
            return new Found(ALL, day, day, rows, text);
        }

        static Found in(YearMonth month, List<Row> rows, String text) {
            return of(ALL, month, rows, text);
        }

        static Found of(int serviceNo, YearMonth month, List<Row> rows, String text) {
            return new Found(serviceNo, month.atDay(1), month.atEndOfMonth(), rows, text);
        }
    }

    private final Set<String> limits;

    SignLook(String... limits) {
        this.limits = Set.of(limits);
    }

    /** The names of what its rule has to say. */
    Set<String> limits() {
        return limits;
    }

    abstract List<Found> in(WorkerMonth month, Limits limits);

    /** Those with at least two readings: a single one is often the same by chance. */
    private static List<Row> read(WorkerMonth month) {
        return month.rows().stream().filter(row -> row.readings().size() > 1).toList();
    }

    private static Instant hour(Row row) {
        return Objects.requireNonNull(row.doneAt()).truncatedTo(ChronoUnit.HOURS);
    }

    private static <K> Map<K, List<Row>> by(Collection<Row> rows, Function<Row, K> key) {
        Map<K, List<Row>> parts = new HashMap<>();
        rows.forEach(row ->
                parts.computeIfAbsent(key.apply(row), _ -> new ArrayList<>()).add(row));
        return parts;
    }

    private static long persons(List<Row> rows) {
        return rows.stream().map(Row::personKey).distinct().count();
    }

    /** In hundredths. */
    private static double share(List<Row> rows, long of) {
        return of == 0 ? 0 : 100.0 * rows.size() / of;
    }
}
