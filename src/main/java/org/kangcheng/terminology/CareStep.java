package org.kangcheng.terminology;

import java.util.Arrays;
import java.util.Optional;

/** 用卡环节: the step of care at which a code is read; six digits, as hospital interfaces report them. */
public enum CareStep {
    REGISTRATION("010101", "挂号"),
    CONSULTATION("010102", "诊断"),
    PHARMACY("010103", "取药"),
    EXAMINATION("010104", "检查检验"),
    PAYMENT("010105", "收费"),
    PRESCRIPTION("010106", "开方"),
    OPERATION("010107", "手术"),
    WARD("010109", "住院"),
    OTHER("000000", "其他");

    private final String code;
    private final String label;

    CareStep(String code, String label) {
        this.code = code;
        this.label = label;
    }

    public String code() {
        return code;
    }

    public String label() {
        return label;
    }

    public static Optional<CareStep> ofCode(String code) {
        return Arrays.stream(values()).filter(step -> step.code.equals(code)).findFirst();
    }
}
