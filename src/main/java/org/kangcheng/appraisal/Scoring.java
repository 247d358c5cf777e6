package org.kangcheng.appraisal;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.Collectors;

/** 评分标准: how a figure's value becomes a share of an item's weight. */
sealed interface Scoring {
    /** From 0 to 1. */
    double share(double value);

    /** As the scheme's readers are told. */
    String words();

    /**
     * 按比例.
     *
     * @param full from this value on all points
     * @param zero up to this value none; between the two in proportion. Above {@code full} when less is better
     */
    record Proportion(double full, double zero) implements Scoring {
        @Override
        public double share(double value) {
            return Math.clamp((value - zero) / (full - zero), 0, 1);
        }

        @Override
        public String words() {
            return "%s 得 0 分，%s 满分，其间按比例".formatted(plain(zero), plain(full));
        }
    }

    /**
     * 分档.
     *
     * @param steps the best first; below the last there are no points
     * @param least a value has reached a step when it is at least its bound; otherwise at most
     */
    record Steps(List<Step> steps, boolean least) implements Scoring {
        @Override
        public double share(double value) {
            return steps.stream()
                    .filter(step -> least ? value >= step.bound : value <= step.bound)
                    .findFirst()
                    .map(Step::share)
                    .orElse(0.0);
        }

        @Override
        public String words() {
            return steps.stream()
                    .map(step ->
                            "%s %s 得权重的 %s%%".formatted(least ? "≥" : "≤", plain(step.bound), plain(step.share * 100)))
                    .collect(Collectors.joining("，", "", "，其余 0 分"));
        }
    }

    /** @param share of the weight */
    record Step(double bound, double share) {}

    private static String plain(double number) {
        return BigDecimal.valueOf(Math.round(number * 100) / 100.0)
                .stripTrailingZeros()
                .toPlainString();
    }
}
