package org.kangcheng.identity;

import java.util.Arrays;
import java.util.Optional;

/** 人员类别: what an authority may grant a resident; it opens benefits and work lists elsewhere. */
public enum StatusKind {
    /** 建档立卡: registered as poor; the benefits outlast the poverty (脱贫不脱政策). */
    POVERTY_REGISTRATION("建档立卡"),
    /** 边缘易致贫. */
    NEAR_POVERTY("边缘易致贫"),
    /** 突发严重困难. */
    SUDDEN_HARDSHIP("突发严重困难"),
    /** 低保. */
    MINIMUM_LIVING("低保"),
    /** 特困供养. */
    DESTITUTE("特困"),
    /** 残疾 (holds a certificate). */
    DISABILITY("残疾"),
    /** 计生特殊家庭: lost or disabled the only child. */
    BEREAVED_ONLY_CHILD_FAMILY("计生特殊家庭"),
    /** 孤儿. */
    ORPHAN("孤儿"),
    /** 优抚对象. */
    VETERAN_CARE("优抚对象");

    private final String label;

    StatusKind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    public static Optional<StatusKind> ofLabel(String label) {
        return Arrays.stream(values()).filter(kind -> kind.label.equals(label)).findFirst();
    }
}
