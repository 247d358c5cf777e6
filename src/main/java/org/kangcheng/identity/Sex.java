package org.kangcheng.identity;

import java.util.Arrays;

/** GB/T 2261.1. */
public enum Sex {
    UNKNOWN(0, "未知", "unknown"),
    MALE(1, "男", "male"),
    FEMALE(2, "女", "female"),
    NOT_STATED(9, "未说明", "other");

    private final int code;
    private final String label;
    private final String fhir;

    Sex(int code, String label, String fhir) {
        this.code = code;
        this.label = label;
        this.fhir = fhir;
    }

    public int code() {
        return code;
    }

    public String label() {
        return label;
    }

    /** FHIR's AdministrativeGender. */
    public String fhir() {
        return fhir;
    }

    public static Sex ofCode(int code) {
        return Arrays.stream(values())
                .filter(sex -> sex.code == code)
                .findFirst()
                .orElse(UNKNOWN);
    }
}
