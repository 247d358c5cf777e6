package org.kangcheng.card;

import org.kangcheng.kernel.Refusal;

/** Every no that the card says; the codes are stable, programs decide by them. */
enum CardRefusals {
    CODE_MALFORMED("code-malformed", 400, "这不是电子健康码,请重新扫码。"),
    CARD_UNKNOWN("card-unknown", 404, "没有查到这张健康卡,请核对后重新出示。"),
    CODE_EXPIRED("code-expired", 422, "健康码已过期,请刷新后重新出示。"),
    CODE_USED_UP("code-used-up", 422, "健康码的可用次数已用完,请刷新后重新出示。"),
    CODE_FORGED("code-forged", 422, "健康码有误,请在本人手机上刷新后重新出示。"),
    KEY_WITHDRAWN("key-withdrawn", 422, "健康码所用的密钥已停用,请在本人手机上刷新后重新出示。"),
    CARD_SUSPENDED("card-suspended", 422, "健康卡已暂停使用,请本人恢复后再出示。"),
    CARD_CANCELLED("card-cancelled", 422, "健康卡已注销或已换发,请出示新卡。"),
    NO_CARD("no-card", 404, "尚未申领电子健康卡。"),
    PERSON_UNKNOWN("not-found", 404, "没有查到该居民。"),
    PERSON_DECEASED("person-deceased", 422, "该居民已登记死亡,不能发卡。"),
    DOCUMENT_HELD("document-held", 409, "该证件已对应另一张有效的健康卡,请先由主索引管理员核对。"),
    NOT_SUSPENDED("not-suspended", 409, "健康卡没有暂停,无需恢复。"),
    ALREADY_SUSPENDED("already-suspended", 409, "健康卡已经暂停。"),
    NOTHING_TO_UPGRADE("nothing-to-upgrade", 409, "健康卡已是当前证件的正式卡,或居民尚未实名,无需换发。"),
    OUT_OF_SCOPE("forbidden", 403, "不在您的管理范围内,不能办理。");

    private final Refusal refusal;

    CardRefusals(String code, int status, String message) {
        this.refusal = new Refusal(code, status, message);
    }

    Refusal refusal() {
        return refusal;
    }

    static Refusal of(String code) {
        for (CardRefusals known : values()) {
            if (known.refusal.code().equals(code)) {
                return known.refusal;
            }
        }
        throw new IllegalArgumentException(code);
    }
}
