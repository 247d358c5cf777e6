package org.kangcheng.community;

/** What somebody is in a family-doctor team. */
enum MemberRole {
    LEADER("团队长"),
    NURSE("护士"),
    PUBLIC_HEALTH("公卫医师"),
    VILLAGE_DOCTOR("乡村医生"),
    SPECIALIST("上级专科医生");

    private final String label;

    MemberRole(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
