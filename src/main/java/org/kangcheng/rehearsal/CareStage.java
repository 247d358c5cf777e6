package org.kangcheng.rehearsal;

/** What happens to a resident on a day, as its figures list it. */
enum CareStage {
    OFFERS("查看号源"),
    BOOK("预约"),
    CANCEL("退号"),
    PRESENT("亮码"),
    READ("识读"),
    CHECK_IN("报到"),
    REGISTER("现场挂号"),
    TIMELINE("调阅档案"),
    CONSULT("接诊"),
    DIAGNOSE("诊断"),
    ORDER("开检验"),
    PRESCRIBE("开药"),
    SETTLE("结算"),
    PAY("缴费"),
    SAMPLE("采样"),
    RELEASE("发布结果"),
    FINISH("完成就诊"),
    DISPENSE("发药"),
    RATE("评价"),
    FIELD_LIST("村医名单"),
    DELIVER("公卫服务"),
    EXCLUDE("不能服务"),
    VOID("作废"),
    DOWNLOAD("手机下载"),
    SYNCHRONISE("手机同步"),
    OPEN_ITEM("登记事项"),
    MOVE_ITEM("办理事项");

    final String label;

    CareStage(String label) {
        this.label = label;
    }
}
