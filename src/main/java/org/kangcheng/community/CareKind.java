package org.kangcheng.community;

/** What kind of caregiver. */
enum CareKind {
    NEIGHBOUR("邻里护理员"),
    HOME("居家护理员");

    private final String label;

    CareKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
