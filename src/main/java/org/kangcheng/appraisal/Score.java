package org.kangcheng.appraisal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * 得分: what a subject gets, item by item. What has no figure (a hospital that offers no such service) is not scored, and the
 * others count for the whole, so that nobody loses by what she does not do.
 *
 * @param score of 100, to two digits; null when no item could be scored
 */
record Score(List<Part> parts, @Nullable Double score) {
    private static final double HUNDREDTHS = 100;

    /**
     * @param value of the indicator; null without one, or by hand
     * @param points null when not scored
     */
    record Part(
            Scheme.Item item,
            @Nullable Double value,
            double weight,
            @Nullable Double points) {}

    static Map<String, Double> weights(Scheme scheme) {
        Map<String, Double> weights = new HashMap<>();
        scheme.items().forEach(it -> weights.put(it.id(), it.weight()));
        return weights;
    }

    /**
     * @param values by item, of those that have one
     * @param points given by hand, of the item's own weight
     * @param weights by item: the scheme's, or those of a what-if
     */
    static Score of(
            Scheme scheme, Map<String, Double> values, Map<String, Double> points, Map<String, Double> weights) {
        List<Part> parts = new ArrayList<>();
        double sum = 0;
        double of = 0;
        for (Scheme.Item item : scheme.items()) {
            double weight = weights.getOrDefault(item.id(), 0.0);
            Double value = values.get(item.id());
            Double hand = points.get(item.id());
            Scoring scoring = item.scoring();
            Double share = scoring == null
                    ? (hand == null ? null : Math.clamp(hand / item.weight(), 0, 1))
                    : (value == null ? null : scoring.share(value));
            Double got = share == null ? null : rounded(share * weight);
            parts.add(new Part(item, value, weight, got));
            if (share != null) {
                sum += share * weight;
                of += weight;
            }
        }
        return new Score(parts, of == 0 ? null : rounded(sum / of * Scheme.WHOLE));
    }

    private static double rounded(double points) {
        return Math.round(points * HUNDREDTHS) / HUNDREDTHS;
    }

    /** How many of the scheme's items could not be scored. */
    public long missing() {
        return parts.stream().filter(it -> it.points == null).count();
    }
}
