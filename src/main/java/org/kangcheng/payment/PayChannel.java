package org.kangcheng.payment;

/** 支付渠道. */
public enum PayChannel {
    /** Handed over at the institution's counter. */
    CASH("现金"),
    /** An outside payment service as it behaves towards us, without the money. Not there in production. */
    SANDBOX("沙箱支付");

    private final String label;

    PayChannel(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
