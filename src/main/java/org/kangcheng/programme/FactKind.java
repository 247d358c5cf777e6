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
    EVENT
}
