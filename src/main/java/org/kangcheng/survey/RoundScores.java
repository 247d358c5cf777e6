package org.kangcheng.survey;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Withheld;
import org.springframework.stereotype.Component;

/**
 * 得分: of a round's groups, by mode. Whoever is asked by telephone answers otherwise than who is asked at the counter, so
 * that one table is of one mode. Each score with how many answered and the interval in which it lies with 95 in 100.
 */
@Component
class RoundScores {
    /** Two-sided 95 %, by degrees of freedom from 1 on; then the normal's. */
    private static final double[] STUDENT = {
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.160, 2.145, 2.131, 2.120,
        2.110, 2.101, 2.093, 2.086, 2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045
    };

    private static final double NORMAL = 1.96;
    /** Of fewer members of the staff their head could tell who said what: their group has no score. */
    static final int LEAST_STAFF = 5;

    /** @param low, high of the interval; the same as the mean when one alone answered */
    record Mean(long n, double mean, double low, double high) {
        public String text() {
            return String.format(Locale.ROOT, "%.1f", mean);
        }

        public String interval() {
            return n < 2 ? "样本不足" : String.format(Locale.ROOT, "%.1f 至 %.1f", low, high);
        }

        /** A rate: n were asked, sum is a hundred for each yes. Wilson's interval, which holds also where all said yes. */
        static Mean ofRate(long n, double sum) {
            double p = sum / 100 / n;
            double z = NORMAL * NORMAL;
            double middle = (p + z / (2 * n)) / (1 + z / n);
            double half = NORMAL / (1 + z / n) * Math.sqrt(p * (1 - p) / n + z / (4.0 * n * n));
            return new Mean(n, 100 * p, 100 * Math.max(0, middle - half), 100 * Math.min(1, middle + half));
        }

        static Mean of(long n, double sum, double squares) {
            double mean = sum / n;
            if (n < 2) {
                return new Mean(n, mean, mean, mean);
            }
            double variance = Math.max(0, (squares - n * mean * mean) / (n - 1));
            double t = n - 1 <= STUDENT.length ? STUDENT[(int) n - 2] : NORMAL;
            double half = t * Math.sqrt(variance / n);
            return new Mean(n, mean, Math.max(0, mean - half), Math.min(100, mean + half));
        }
    }

    /** A group's scores, by the score's id. */
    record Line(String group, Map<String, Mean> scores) {
        public @Nullable Mean score(String id) {
            return scores.get(id);
        }
    }

    /** What a group, or all of them, answered to one score. */
    private record Add(long n, double sum, double squares) {
        static Add of(SampleTable.Sums sums) {
            return new Add(sums.n(), sums.sum(), sums.squares());
        }

        Add plus(Add more) {
            return new Add(n + more.n, sum + more.sum, squares + more.squares);
        }

        Mean mean(boolean rate) {
            return rate ? Mean.ofRate(n, sum) : Mean.of(n, sum, squares);
        }
    }

    private final SampleTable samples;

    RoundScores(SampleTable samples) {
        this.samples = samples;
    }

    /**
     * The best first by the questionnaire's first score, all together at the head of each mode. Of staff, a group that is too
     * small stands there without a score, and so does what would tell it by the rest.
     */
    Map<Sample.Mode, List<Line>> of(Round round, Questionnaire questionnaire) {
        Map<Sample.Mode, List<SampleTable.Sums>> byMode = new EnumMap<>(Sample.Mode.class);
        for (SampleTable.Sums sums : samples.sums(round.roundId())) {
            byMode.computeIfAbsent(Sample.Mode.valueOf(sums.mode()), _ -> new ArrayList<>())
                    .add(sums);
        }
        Map<Sample.Mode, List<Line>> lines = new EnumMap<>(Sample.Mode.class);
        byMode.forEach((mode, sums) -> lines.put(mode, lines(sums, questionnaire)));
        return lines;
    }

    /** Of one mode. */
    static List<Line> lines(List<SampleTable.Sums> answered, Questionnaire questionnaire) {
        boolean staff = questionnaire.target() == Questionnaire.Target.STAFF;
        Map<String, Map<String, Add>> byScore = new LinkedHashMap<>();
        Map<String, Map<String, Mean>> groups = new LinkedHashMap<>();
        for (SampleTable.Sums sums : answered) {
            byScore.computeIfAbsent(sums.score(), _ -> new LinkedHashMap<>())
                    .merge(sums.groupName(), Add.of(sums), Add::plus);
            groups.putIfAbsent(sums.groupName(), new HashMap<>());
        }
        Map<String, Mean> together = new HashMap<>();
        byScore.forEach((score, adds) -> {
            boolean rate = questionnaire.isRate(score);
            Withheld<String> withheld = staff
                    ? Withheld.of(
                            adds.keySet(), few -> answers(few, adds) < LEAST_STAFF, it -> answers(List.of(it), adds))
                    : new Withheld<>(Set.of(), false);
            adds.forEach((group, add) -> {
                if (!withheld.has(group)) {
                    Objects.requireNonNull(groups.get(group)).put(score, add.mean(rate));
                }
            });
            if (!withheld.whole()) {
                adds.values().stream().reduce(Add::plus).ifPresent(all -> together.put(score, all.mean(rate)));
            }
        });
        List<Line> sorted = new ArrayList<>();
        groups.forEach((group, scores) -> sorted.add(new Line(group, scores)));
        String first = questionnaire.scores().getFirst().id();
        sorted.sort(Comparator.comparingDouble((Line line) -> {
            Mean mean = line.scores.get(first);
            return mean == null ? 0 : -mean.mean;
        }));
        sorted.addFirst(new Line("合计", together));
        return sorted;
    }

    private static long answers(List<String> groups, Map<String, Add> adds) {
        return groups.stream()
                .mapToLong(it -> Objects.requireNonNull(adds.get(it)).n)
                .sum();
    }
}
