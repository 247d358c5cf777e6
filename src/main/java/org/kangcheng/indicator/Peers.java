package org.kangcheng.indicator;

import java.util.Arrays;
import java.util.Collection;
import java.util.Optional;

/** 同类: what is usual among institutions of a kind, by the median and the median distance from it: no outlier moves either. */
record Peers(double median, double spread) {
    private static final int FEWEST = 8;
    /** Makes the median distance what a standard deviation would be. */
    private static final double AS_DEVIATION = 1.4826;

    /** Where nearly all are alike, a tenth of the usual is no distance. */
    private static final double LEAST_SPREAD = 0.1;

    private static final double FAR = 5;

    /** Nothing of too few, and nothing where most have none. */
    static Optional<Peers> of(Collection<Double> values) {
        if (values.size() < FEWEST) {
            return Optional.empty();
        }
        double middle = median(values.stream().mapToDouble(Double::doubleValue).toArray());
        if (middle <= 0) {
            // Where most have none, to have some is nothing to accuse anybody of.
            return Optional.empty();
        }
        double distance = median(
                values.stream().mapToDouble(value -> Math.abs(value - middle)).toArray());
        return Optional.of(new Peers(middle, Math.max(distance * AS_DEVIATION, middle * LEAST_SPREAD)));
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    boolean far(double value) {
        return Math.abs(value - median) > FAR * spread;
    }
}
