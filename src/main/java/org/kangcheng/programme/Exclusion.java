package org.kangcheng.programme;

/** 排除: why somebody who should be served cannot be. */
public enum Exclusion {
    DEAD("死亡"),
    MOVED("迁出或长期外出"),
    UNREACHABLE("失联"),
    REFUSED("本人拒绝"),
    CONTRAINDICATED("禁忌");

    private final String label;

    Exclusion(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
