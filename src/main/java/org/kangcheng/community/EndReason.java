package org.kangcheng.community;

import java.util.List;

/** Why a contract ended. */
enum EndReason {
    EXPIRED("到期"),
    RENEWED("到期续签"),
    CHANGED("变更"),
    RESIDENT("居民提出"),
    MOVED("迁出"),
    DECEASED("死亡"),
    BREACH("未按约定服务"),
    MERGED("居民档案合并"),
    OTHER("其他");

    /** Those that somebody may give; the others come about. */
    static final List<EndReason> GIVEN = List.of(RESIDENT, MOVED, BREACH, OTHER);

    private final String label;

    EndReason(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
