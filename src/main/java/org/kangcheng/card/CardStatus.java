package org.kangcheng.card;

/** 卡状态. */
public enum CardStatus {
    NORMAL("正常"),
    /** 挂失, 暂停: not read until it is resumed. */
    SUSPENDED("已暂停"),
    /** 注销: for ever. */
    CANCELLED("已注销");

    private final String label;

    CardStatus(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
