package org.kangcheng.access;

import java.util.Set;

/** What kind of work an account may do. Where it may do it is the {@link Actor}'s scope. */
public enum Role {
    RESIDENT("居民"),
    /** A resident who has signed in by phone and has not yet proved to be anybody. */
    UNPROVED_RESIDENT("未实名居民"),
    CLIENT("机构接口"),
    REGISTRAR("挂号收费员"),
    DOCTOR("医生"),
    LABORATORY("检验技师"),
    PHARMACIST("药师"),
    VILLAGE_DOCTOR("乡村医生"),
    SCHEDULER("排班管理员"),
    CARD_OFFICER("健康卡管理员"),
    STEWARD("主索引管理员"),
    DIRECTORY_OFFICER("机构目录管理员"),
    COMMISSION("卫生健康委"),
    /** Answers for an institution towards the commission: takes what it is told to do, and replies. */
    MANAGER("机构负责人"),
    HOTLINE("热线坐席"),
    /** Of a firm that the commission entrusts with a survey: sees whom its sample names, and nobody else. */
    SURVEYOR("第三方调查员"),
    SYSTEM_ADMIN("系统管理员"),
    SECURITY_ADMIN("安全管理员"),
    AUDITOR("审计管理员");

    /** Who works for an institution with patients, or answers for it. */
    static final Set<Role> OF_INSTITUTIONS =
            Set.of(REGISTRAR, DOCTOR, LABORATORY, PHARMACIST, VILLAGE_DOCTOR, SCHEDULER, MANAGER);

    private final String label;

    Role(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Signs in with a second factor (TOTP). */
    public boolean privileged() {
        return this == SYSTEM_ADMIN || this == SECURITY_ADMIN || this == AUDITOR;
    }
}
