package org.kangcheng.survey;

/** What a resident is asked for stars for. */
enum Question {
    SERVICE("服务态度"),
    WAITING("等候时间"),
    RESULT("诊疗效果");

    private final String label;

    Question(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    int stars(Rating rating) {
        return switch (this) {
            case SERVICE -> rating.service();
            case WAITING -> rating.waiting();
            case RESULT -> rating.result();
        };
    }
}
