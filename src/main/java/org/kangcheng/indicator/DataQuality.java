package org.kangcheng.indicator;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.indicator.JudgedTable.Judged;
import org.kangcheng.indicator.JudgedTable.Verdict;
import org.kangcheng.programme.InstitutionSigns;
import org.kangcheng.tally.Tally;
import org.springframework.stereotype.Component;

/**
 * 数据质量: what an institution's days look like beside each other. A day without anything where there always was something
 * means a feed that broke; a day far above or below all of its kind, or the same number day after day, means that somebody
 * should look; so do last digits that somebody likes, and numbers far from those of all others of the kind. Signs, not proofs.
 */
@Component
public class DataQuality {
    /** What every institution is expected to have, as long as it has it at all. */
    static final Map<String, String> WATCHED = new LinkedHashMap<>();

    private static final String VISITS = "encounter.visits";

    static {
        WATCHED.put(VISITS, "就诊");
        WATCHED.put("card.read", "识读健康卡");
        WATCHED.put("booking.booked", "预约");
        WATCHED.put("encounter.tests-released", "检验报告");
        WATCHED.put("encounter.prescriptions", "处方");
        WATCHED.put("survey.ratings", "评价");
    }

    /** Days judged, and days before them that they are compared with. */
    static final int JUDGED = 28;

    private static final int COMPARED = 28;
    static final int LOOKED_AT = JUDGED + COMPARED;
    private static final int LEAST_COMPARED = 3;
    private static final double LEAST_USUAL = 5;
    private static final double JUMP = 3;
    private static final double LEAST_JUMP = 20;
    private static final int SAME_DAYS = 5;
    private static final long LEAST_SAME = 10;
    private static final double FULL = 100;

    /** In the days judged; of fewer nothing is usual. */
    private static final long LEAST_VISITS = 50;

    public enum Kind {
        MISSING("断数"),
        RISE("突增"),
        FALL("突降"),
        SAME("连续相同"),
        /** Of the whole series: the last digits are not spread as they would be by chance. */
        DIGITS("尾数集中"),
        /** Of the whole series: far from all others of its kind. */
        OUTLIER("偏离同类");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * @param day of a whole series the last that was judged
     * @param words what was found, and what would be usual
     */
    public record Sign(String series, String title, LocalDate day, Kind kind, String words) {
        boolean ofTheWhole() {
            return kind == Kind.DIGITS || kind == Kind.OUTLIER;
        }
    }

    private static final int WEEK = 7;

    /**
     * An institution's line.
     *
     * @param days how many days of how many series were judged
     * @param score the share of them without a sign, in hundredths; a sign of a whole series counts as a week
     * @param made signs of made-up data in what its workers recorded of public health services: digits, copies, months' ends
     */
    public record Line(
            Place place, String name, int days, double score, List<Sign> signs, List<InstitutionSigns.Counted> made) {
        public long madeUp() {
            return made.stream().mapToLong(InstitutionSigns.Counted::signs).sum();
        }
    }

    private record Usual(LocalDate last, Map<String, Map<String, Peers>> byKind) {}

    private final Tally tally;
    private final InstitutionSigns madeUp;
    private final InstitutionPlaces institutions;
    private final Indicators indicators;
    private volatile @Nullable Usual usual;

    DataQuality(Tally tally, InstitutionSigns madeUp, InstitutionPlaces institutions, Indicators indicators) {
        this.tally = tally;
        this.madeUp = madeUp;
        this.institutions = institutions;
        this.indicators = indicators;
    }

    /** The institutions of an area, the worst first; who never had anything is not among them. */
    public List<Line> league(String areaCode) {
        return lines(institutions.all().stream()
                .filter(at -> at.areaCode().startsWith(areaCode))
                .toList());
    }

    public List<Line> of(Place institution) {
        return lines(institutions.all().stream()
                .filter(at -> at.institutionId() == institution.institutionId())
                .toList());
    }

    private List<Line> lines(Collection<InstitutionPlaces.At> asked) {
        LocalDate yesterday = indicators.today().minusDays(1);
        LocalDate first = yesterday.minusDays(LOOKED_AT - 1L);
        Map<String, Map<String, Map<LocalDate, Long>>> days = days(asked, first, yesterday);
        Map<String, Map<String, Peers>> peers = peers(yesterday);
        Map<Long, List<InstitutionSigns.Counted>> made =
                madeUp
                        .since(
                                first,
                                asked.stream()
                                        .map(InstitutionPlaces.At::institutionId)
                                        .toList())
                        .stream()
                        .collect(Collectors.groupingBy(InstitutionSigns.Counted::institutionId));
        List<Line> lines = new ArrayList<>();
        for (InstitutionPlaces.At at : asked) {
            Map<String, Map<LocalDate, Long>> bySeries =
                    days.getOrDefault(Tally.institution(at.institutionId()), Map.of());
            List<InstitutionSigns.Counted> against = made.getOrDefault(at.institutionId(), List.of());
            if (!bySeries.isEmpty() || !against.isEmpty()) {
                List<Sign> signs = new ArrayList<>();
                bySeries.forEach((series, counts) -> signs.addAll(signs(series, counts, yesterday)));
                signs.addAll(outliers(bySeries, peers.getOrDefault(at.kind(), Map.of()), yesterday));
                lines.add(line(at, bySeries.size(), signs, against));
            }
        }
        lines.sort(Comparator.comparingDouble(Line::score)
                .thenComparing(Comparator.comparingLong(Line::madeUp).reversed())
                .thenComparing(Line::name));
        return lines;
    }

    /** What is found of each day from {@code first} to {@code last} of each institution, of everything it has had lately. */
    Map<Judged, Verdict> judged(LocalDate first, LocalDate last) {
        Map<Judged, Verdict> verdicts = new HashMap<>();
        Map<String, Map<String, Map<LocalDate, Long>>> days =
                days(institutions.all(), last.minusDays(LOOKED_AT - 1L), last);
        for (InstitutionPlaces.At at : institutions.all()) {
            days.getOrDefault(Tally.institution(at.institutionId()), Map.of()).forEach((series, counts) -> {
                first.datesUntil(last.plusDays(1))
                        .forEach(day -> verdicts.put(new Judged(at.institutionId(), day, series), Verdict.SOUND));
                // Of two signs of a day the first that is found stands.
                signs(series, counts, last).reversed().stream()
                        .filter(sign -> !sign.ofTheWhole() && !sign.day.isBefore(first))
                        .forEach(sign -> verdicts.put(
                                new Judged(at.institutionId(), sign.day, series), Verdict.valueOf(sign.kind.name())));
            });
        }
        return verdicts;
    }

    /** By place, series and day. */
    private Map<String, Map<String, Map<LocalDate, Long>>> days(
            Collection<InstitutionPlaces.At> of, LocalDate first, LocalDate last) {
        Map<String, Map<String, Map<LocalDate, Long>>> days = new HashMap<>();
        List<String> places =
                of.stream().map(at -> Tally.institution(at.institutionId())).toList();
        tally.days(places, WATCHED.keySet(), first, last)
                .forEach(day -> days.computeIfAbsent(day.place(), _ -> new HashMap<>())
                        .computeIfAbsent(day.series(), _ -> new HashMap<>())
                        .put(day.day(), day.n()));
        return days;
    }

    /** What is usual for each visit among the institutions of a kind, by kind and series; looked at once a day for everybody. */
    private Map<String, Map<String, Peers>> peers(LocalDate last) {
        Usual now = usual;
        if (now == null || !now.last.equals(last)) {
            now = new Usual(last, peersUntil(last));
            usual = now;
        }
        return now.byKind;
    }

    private Map<String, Map<String, Peers>> peersUntil(LocalDate last) {
        Map<String, Map<String, Map<LocalDate, Long>>> days =
                days(institutions.all(), last.minusDays(JUDGED - 1L), last);
        Map<String, Map<String, List<Double>>> values = new HashMap<>();
        for (InstitutionPlaces.At at : institutions.all()) {
            perVisit(days.getOrDefault(Tally.institution(at.institutionId()), Map.of()), last)
                    .forEach((series, value) -> values.computeIfAbsent(at.kind(), _ -> new HashMap<>())
                            .computeIfAbsent(series, _ -> new ArrayList<>())
                            .add(value));
        }
        Map<String, Map<String, Peers>> peers = new HashMap<>();
        values.forEach((kind, bySeries) -> bySeries.forEach((series, some) -> Peers.of(some)
                .ifPresent(usual ->
                        peers.computeIfAbsent(kind, _ -> new HashMap<>()).put(series, usual))));
        return peers;
    }

    /** How much of each other series it has there was for a visit in the days judged; nothing where there were few visits. */
    static Map<String, Double> perVisit(Map<String, Map<LocalDate, Long>> bySeries, LocalDate last) {
        long visits = judged(bySeries.getOrDefault(VISITS, Map.of()), last);
        Map<String, Double> values = new HashMap<>();
        if (visits >= LEAST_VISITS) {
            WATCHED.keySet().stream()
                    .filter(series -> !series.equals(VISITS) && bySeries.containsKey(series))
                    .forEach(series -> values.put(
                            series, judged(bySeries.getOrDefault(series, Map.of()), last) / (double) visits));
        }
        return values;
    }

    private static long judged(Map<LocalDate, Long> days, LocalDate last) {
        return days.entrySet().stream()
                .filter(it -> it.getKey().isAfter(last.minusDays(JUDGED)))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    static List<Sign> outliers(Map<String, Map<LocalDate, Long>> bySeries, Map<String, Peers> usual, LocalDate last) {
        List<Sign> signs = new ArrayList<>();
        perVisit(bySeries, last).forEach((series, value) -> {
            Peers peers = usual.get(series);
            if (peers != null && peers.far(value)) {
                signs.add(new Sign(
                        series,
                        title(series),
                        last,
                        Kind.OUTLIER,
                        String.format(Locale.ROOT, "每次就诊 %.2f（同类机构中位 %.2f）", value, peers.median())));
            }
        });
        return signs;
    }

    private static Line line(
            InstitutionPlaces.At at, int series, List<Sign> signs, List<InstitutionSigns.Counted> made) {
        int judged = series * JUDGED;
        long days = signs.stream()
                .filter(sign -> !sign.ofTheWhole())
                .map(sign -> sign.series + sign.day)
                .distinct()
                .count();
        long bad = Math.min(
                judged, days + WEEK * signs.stream().filter(Sign::ofTheWhole).count());
        signs.sort(Comparator.comparing(Sign::day).reversed().thenComparing(Sign::series));
        return new Line(
                Place.institution(at.institutionId()),
                at.name(),
                judged,
                judged == 0 ? FULL : FULL * (judged - bad) / judged,
                signs,
                made);
    }

    private static String title(String series) {
        return WATCHED.getOrDefault(series, series);
    }

    /** The signs of one series, in the days up to {@code last}. */
    static List<Sign> signs(String series, Map<LocalDate, Long> days, LocalDate last) {
        List<Sign> signs = new ArrayList<>();
        LastDigits.favourite(days.values())
                .ifPresent(it -> signs.add(new Sign(
                        series,
                        title(series),
                        last,
                        Kind.DIGITS,
                        String.format(Locale.ROOT, "每日数末位是 %d 的占 %.0f%%（应约 10%%）", it.digit(), it.share() * FULL))));
        int same = 1;
        for (int back = JUDGED - 1; back >= 0; back--) {
            LocalDate day = last.minusDays(back);
            long n = days.getOrDefault(day, 0L);
            double usual = usual(days, day);
            if (n == 0 && usual >= LEAST_USUAL) {
                signs.add(sign(series, day, Kind.MISSING, n, usual));
            } else if (n - usual >= LEAST_JUMP && n > JUMP * usual && usual >= LEAST_USUAL) {
                signs.add(sign(series, day, Kind.RISE, n, usual));
            } else if (n > 0 && usual - n >= LEAST_JUMP && n * JUMP < usual) {
                signs.add(sign(series, day, Kind.FALL, n, usual));
            }
            same = n >= LEAST_SAME && n == days.getOrDefault(day.minusDays(1), 0L) ? same + 1 : 1;
            if (same >= SAME_DAYS) {
                signs.add(sign(series, day, Kind.SAME, n, usual));
            }
        }
        return signs;
    }

    private static Sign sign(String series, LocalDate day, Kind kind, long n, double usual) {
        return new Sign(series, title(series), day, kind, String.format(Locale.ROOT, "%d（往常 %.0f）", n, usual));
    }

    /** Of the same day of the week in the four weeks before; 0 where there were too few of them. */
    private static double usual(Map<LocalDate, Long> days, LocalDate day) {
        DayOfWeek weekday = day.getDayOfWeek();
        double[] before = day.minusDays(COMPARED)
                .datesUntil(day)
                .filter(other -> other.getDayOfWeek() == weekday && days.containsKey(other))
                .mapToDouble(other -> days.getOrDefault(other, 0L))
                .toArray();
        return before.length < LEAST_COMPARED ? 0 : Peers.median(before);
    }
}
