package org.kangcheng.indicator;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.kangcheng.programme.InstitutionSigns;
import org.kangcheng.tally.Tally;
import org.springframework.stereotype.Component;

/**
 * 数据质量: what an institution's days look like beside each other. A day without anything where there always was something
 * means a feed that broke; a day far above or below all of its kind, or the same number day after day, means that somebody
 * should look. Signs, not proofs.
 */
@Component
public class DataQuality {
    /** What every institution is expected to have, as long as it has it at all. */
    static final Map<String, String> WATCHED = new LinkedHashMap<>();

    static {
        WATCHED.put("encounter.visits", "就诊");
        WATCHED.put("card.read", "识读健康卡");
        WATCHED.put("booking.booked", "预约");
        WATCHED.put("encounter.tests-released", "检验报告");
        WATCHED.put("encounter.prescriptions", "处方");
        WATCHED.put("survey.ratings", "评价");
    }

    /** Days judged, and days before them that they are compared with. */
    static final int JUDGED = 28;

    private static final int COMPARED = 28;
    private static final int LEAST_COMPARED = 3;
    private static final double LEAST_USUAL = 5;
    private static final double JUMP = 3;
    private static final double LEAST_JUMP = 20;
    private static final int SAME_DAYS = 5;
    private static final long LEAST_SAME = 10;
    private static final double FULL = 100;

    public enum Kind {
        MISSING("断数"),
        RISE("突增"),
        FALL("突降"),
        SAME("连续相同");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /**
     * @param usual the median of the same days of the week before
     */
    public record Sign(String series, String title, LocalDate day, Kind kind, long n, double usual) {}

    /**
     * An institution's line.
     *
     * @param days how many days of how many series were judged
     * @param score the share of them without a sign, in hundredths
     * @param made signs of made-up data in what its workers recorded of public health services: digits, copies, months' ends
     */
    public record Line(
            Place place, String name, int days, double score, List<Sign> signs, List<InstitutionSigns.Counted> made) {
        public long madeUp() {
            return made.stream().mapToLong(InstitutionSigns.Counted::signs).sum();
        }
    }

    private final Tally tally;
    private final InstitutionSigns madeUp;
    private final InstitutionPlaces institutions;
    private final Indicators indicators;

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
        LocalDate first = yesterday.minusDays(JUDGED + COMPARED - 1L);
        Map<String, Map<String, Map<LocalDate, Long>>> days = new HashMap<>();
        tally.days(
                        asked.stream()
                                .map(at -> Tally.institution(at.institutionId()))
                                .toList(),
                        WATCHED.keySet(),
                        first,
                        yesterday)
                .forEach(day -> days.computeIfAbsent(day.place(), _ -> new HashMap<>())
                        .computeIfAbsent(day.series(), _ -> new HashMap<>())
                        .put(day.day(), day.n()));
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
                lines.add(line(at, bySeries, against, yesterday));
            }
        }
        lines.sort(Comparator.comparingDouble(Line::score)
                .thenComparing(Comparator.comparingLong(Line::madeUp).reversed())
                .thenComparing(Line::name));
        return lines;
    }

    private static Line line(
            InstitutionPlaces.At at,
            Map<String, Map<LocalDate, Long>> bySeries,
            List<InstitutionSigns.Counted> made,
            LocalDate yesterday) {
        List<Sign> signs = new ArrayList<>();
        int judged = 0;
        for (Map.Entry<String, Map<LocalDate, Long>> series : bySeries.entrySet()) {
            judged += JUDGED;
            signs.addAll(signs(series.getKey(), series.getValue(), yesterday));
        }
        long bad = signs.stream().map(sign -> sign.series + sign.day).distinct().count();
        signs.sort(Comparator.comparing(Sign::day).reversed().thenComparing(Sign::series));
        return new Line(
                Place.institution(at.institutionId()),
                at.name(),
                judged,
                judged == 0 ? FULL : FULL * (judged - bad) / judged,
                signs,
                made);
    }

    /** The signs of one series, in the days up to {@code last}. */
    static List<Sign> signs(String series, Map<LocalDate, Long> days, LocalDate last) {
        List<Sign> signs = new ArrayList<>();
        String title = WATCHED.getOrDefault(series, series);
        int same = 1;
        for (int back = JUDGED - 1; back >= 0; back--) {
            LocalDate day = last.minusDays(back);
            long n = days.getOrDefault(day, 0L);
            double usual = usual(days, day);
            if (n == 0 && usual >= LEAST_USUAL) {
                signs.add(new Sign(series, title, day, Kind.MISSING, n, usual));
            } else if (n - usual >= LEAST_JUMP && n > JUMP * usual && usual >= LEAST_USUAL) {
                signs.add(new Sign(series, title, day, Kind.RISE, n, usual));
            } else if (n > 0 && usual - n >= LEAST_JUMP && n * JUMP < usual) {
                signs.add(new Sign(series, title, day, Kind.FALL, n, usual));
            }
            same = n >= LEAST_SAME && n == days.getOrDefault(day.minusDays(1), 0L) ? same + 1 : 1;
            if (same >= SAME_DAYS) {
                signs.add(new Sign(series, title, day, Kind.SAME, n, usual));
            }
        }
        return signs;
    }

    /** Of the same day of the week in the four weeks before; 0 where there were too few of them. */
    private static double usual(Map<LocalDate, Long> days, LocalDate day) {
        DayOfWeek weekday = day.getDayOfWeek();
        long[] before = day.minusDays(COMPARED)
                .datesUntil(day)
                .filter(other -> other.getDayOfWeek() == weekday && days.containsKey(other))
                .mapToLong(other -> days.getOrDefault(other, 0L))
                .sorted()
                .toArray();
        if (before.length < LEAST_COMPARED) {
            return 0;
        }
        int middle = before.length / 2;
        return before.length % 2 == 1
                ? before[middle]
                : Arrays.stream(before, middle - 1, middle + 1).average().orElse(0);
    }
}
