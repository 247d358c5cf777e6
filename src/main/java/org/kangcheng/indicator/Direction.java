package org.kangcheng.indicator;

import org.jspecify.annotations.Nullable;

/** Which way a figure is better. */
public enum Direction {
    MORE("越高越好"),
    LESS("越低越好"),
    NEITHER("");

    /** How far from its target, in parts of it, a figure is still near. */
    private static final double NEAR = 0.1;

    private final String label;

    Direction(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    Light light(@Nullable Double value, @Nullable Double target) {
        if (value == null || target == null || this == NEITHER) {
            return Light.NONE;
        }
        double missing = this == MORE ? target - value : value - target;
        if (missing <= 0) {
            return Light.GREEN;
        }
        return missing <= Math.abs(target) * NEAR ? Light.YELLOW : Light.RED;
    }
}
