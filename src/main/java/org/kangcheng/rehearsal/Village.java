package org.kangcheng.rehearsal;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.kangcheng.directory.Area;

/** A village and how many live there. */
record Village(Area area, int residents) {
    /** A neighbourhood of the town holds more people than a village of the plain. */
    private static final double NEIGHBOURHOOD = 2.6;
    /** Of the logarithm of sizes: two villages in three lie between 3/5 and 5/3 of the middle one. */
    private static final double SPREAD = 0.5;

    /** The villages among the areas with their people; together exactly as many as the plan says. */
    static List<Village> of(CityPlan plan, List<Area> areas) {
        List<Area> villages = areas.stream()
                .filter(area -> area.level() == Area.Level.VILLAGE)
                .toList();
        SplittableRandom random = new SplittableRandom(plan.seed());
        double[] weights =
                villages.stream().mapToDouble(area -> weight(area, random)).toArray();
        int[] whole = shares(weights, CityPlan.RESIDENTS);
        int[] scaled = shares(toDouble(whole), plan.people());
        List<Village> sized = new ArrayList<>();
        for (int at = 0; at < scaled.length; at++) {
            sized.add(new Village(villages.get(at), scaled[at]));
        }
        return sized;
    }

    private static double weight(Area area, SplittableRandom random) {
        double size = Math.exp(SPREAD * random.nextGaussian());
        return area.name().contains("居") ? NEIGHBOURHOOD * size : size;
    }

    /** Whole numbers in proportion that add up to {@code total}: each is the step between two rounded running sums. */
    private static int[] shares(double[] weights, int total) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        int[] shares = new int[weights.length];
        double running = 0;
        long given = 0;
        for (int at = 0; at < weights.length; at++) {
            running += weights[at];
            long upTo = at == weights.length - 1 ? total : Math.round(running / sum * total);
            shares[at] = (int) (upTo - given);
            given = upTo;
        }
        return shares;
    }

    private static double[] toDouble(int[] whole) {
        double[] result = new double[whole.length];
        for (int at = 0; at < whole.length; at++) {
            result[at] = whole[at];
        }
        return result;
    }
}
