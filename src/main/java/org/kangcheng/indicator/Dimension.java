package org.kangcheng.indicator;

/** 下钻: by what a figure is taken apart. */
public enum Dimension {
    AREA("按区划"),
    INSTITUTION("按机构"),
    DEPARTMENT("按科室"),
    WORKER("按人员、团队"),
    DAY("按时间");

    private final String label;

    Dimension(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
