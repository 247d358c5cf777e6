package org.kangcheng.card;

/** 卡属性: how much is known of the holder. */
public enum CardAttribute {
    /** 临时卡: no verified document yet (a newborn, a foreigner, an emergency). */
    TEMPORARY("1", "临时卡"),
    /** 正式卡. */
    FORMAL("2", "正式卡");

    private final String code;
    private final String label;

    CardAttribute(String code, String label) {
        this.code = code;
        this.label = label;
    }

    /** As hospital interfaces write it. */
    public String code() {
        return code;
    }

    public String label() {
        return label;
    }
}
