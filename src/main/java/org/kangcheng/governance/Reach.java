package org.kangcheng.governance;

/** How far somebody's right to move an item reaches. */
enum Reach {
    /** Who answers for the place of the item. */
    AREA("所辖区划的"),
    /** Who works for the institution that has to deal with it. */
    UNIT("责任单位的"),
    /** Who has taken it upon herself. */
    OWNER("经办人："),
    /** Who opened it. */
    OPENER("提出人："),
    /** Anybody of the role: for what is there to be grabbed. */
    ANY("");

    private final String label;

    Reach(String label) {
        this.label = label;
    }

    String label() {
        return label;
    }
}
