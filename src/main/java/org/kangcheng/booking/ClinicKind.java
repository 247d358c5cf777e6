package org.kangcheng.booking;

/** 门诊类型. Emergency is none of them: it takes no numbers. */
public enum ClinicKind {
    ORDINARY("普通门诊"),
    EXPERT("专家门诊"),
    DISEASE("专病门诊"),
    SPECIAL("特需门诊"),
    NIGHT("夜间门诊"),
    CONVENIENCE("便民门诊"),
    JOINT("联合门诊");

    private final String label;

    ClinicKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
