package org.kangcheng.indicator;

/** 灯: how a figure stands to its target. */
public enum Light {
    GREEN("达标"),
    YELLOW("接近"),
    RED("未达标"),
    NONE("无目标");

    private final String label;

    Light(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
