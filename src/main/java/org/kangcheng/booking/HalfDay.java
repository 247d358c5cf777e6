package org.kangcheng.booking;

/** 午别. */
public enum HalfDay {
    AM("上午"),
    PM("下午"),
    NIGHT("夜间");

    private final String label;

    HalfDay(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
