package org.kangcheng.settlement;

/** 付费方. */
public enum Payer {
    PERSON("个人");

    private final String label;

    Payer(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
