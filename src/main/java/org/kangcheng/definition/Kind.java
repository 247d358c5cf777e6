package org.kangcheng.definition;

import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;

/** What kind of value a name in a rule stands for. */
public enum Kind {
    YES_NO(SimpleType.BOOL, "是否"),
    WHOLE(SimpleType.INT, "整数"),
    NUMBER(SimpleType.DOUBLE, "小数"),
    TEXT(SimpleType.STRING, "文字"),
    CODES(ListType.create(SimpleType.STRING), "代码表");

    final CelType type;
    private final String label;

    Kind(CelType type, String label) {
        this.type = type;
        this.label = label;
    }

    public String label() {
        return label;
    }
}
