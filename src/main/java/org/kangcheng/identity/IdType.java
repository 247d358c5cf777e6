package org.kangcheng.identity;

import java.util.Arrays;
import java.util.Optional;

/**
 * 证件类型 (CV02.01.101), as far as one document names one person. Household registers and driving licences do not: the
 * first names a household, the second repeats the ID number.
 */
public enum IdType {
    RESIDENT_ID("01", "居民身份证", "身份证"),
    PASSPORT("03", "护照", "护照"),
    OFFICER("04", "军官证", "军官证"),
    HONG_KONG_MACAO("06", "港澳居民来往内地通行证", "港澳通行证"),
    TAIWAN("07", "台湾居民来往内地通行证", "台湾通行证"),
    /** A newborn, a person found unconscious: no document yet, and no number. */
    NONE("99", "无证件", "其他");

    private final String code;
    private final String label;
    private final String shortLabel;

    IdType(String code, String label, String shortLabel) {
        this.code = code;
        this.label = label;
        this.shortLabel = shortLabel;
    }

    public String code() {
        return code;
    }

    public String label() {
        return label;
    }

    public static Optional<IdType> ofCode(String code) {
        return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
    }

    /** From what people write: the code, the full name or the usual short one. */
    static Optional<IdType> ofText(String text) {
        return Arrays.stream(values())
                .filter(type -> type.code.equals(text) || type.label.equals(text) || type.shortLabel.equals(text))
                .findFirst();
    }
}
