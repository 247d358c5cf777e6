package org.kangcheng.access;

/** Why a person was looked at, as the person will read it. */
public enum Purpose {
    SELF("本人查询"),
    CARD("健康卡识读"),
    REGISTRATION("挂号"),
    TREATMENT("诊疗"),
    LABORATORY("检验"),
    PHARMACY("取药"),
    PAYMENT("收费结算"),
    BREAK_GLASS("未获授权的调阅"),
    IDENTITY("信息核对"),
    PUBLIC_HEALTH("公共卫生服务"),
    SURVEY("第三方调查"),
    EXCHANGE("机构系统调阅"),
    AUDIT("审计");

    private final String label;

    Purpose(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }
}
