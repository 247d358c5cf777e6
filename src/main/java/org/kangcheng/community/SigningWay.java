package org.kangcheng.community;

/** How a contract was signed. */
enum SigningWay {
    /** On paper; the staff keep it under its number. */
    PAPER("纸质签约"),
    /** At the table: the code of the resident's card was read. */
    TABLE("当面亮码签约"),
    /** By the resident on her phone. */
    PHONE("手机签约");

    private final String label;

    SigningWay(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
