package org.kangcheng.programme;

/** What is known of a person beside who she is and what she was granted. */
public enum FactKind {
    /** 患病. */
    DIAGNOSIS,
    /** 签约. */
    CONTRACT,
    /** 从业. */
    OCCUPATION,
    /** 事件: a pregnancy, a birth, a discharge. */
    EVENT,
    /** 分级分类: what a service has found. */
    LEVEL,
    /** 待遇: what was granted. */
    BENEFIT,
    /** 帮扶责任人: who helps the household; the code is a name. */
    HELPER
}
