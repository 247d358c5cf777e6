package org.kangcheng.portal;

import static org.kangcheng.access.Role.*;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;

/**
 * The staff's places: each shown to the roles that its endpoint is granted to. A reading point stands in an institution:
 * who works for none (a card officer of a county) has no use for the page.
 */
enum Menu {
    FIELD("/staff/field", "今日任务", "今天该服务谁、逾期的在前", Set.of(VILLAGE_DOCTOR)),
    FIGURES("/staff/figures", "指标", "全市到一村一院的每个数，及其口径与名单", Set.of(COMMISSION, Role.MANAGER, VILLAGE_DOCTOR)),
    BOARD("/staff/board", "看板", "地图、排名、趋势、目标灯", Set.of(COMMISSION, Role.MANAGER, VILLAGE_DOCTOR)),
    MINE("/staff/mine", "我的数字", "本人做了多少，和上期、本单位比", Set.of(DOCTOR, VILLAGE_DOCTOR)),
    REPORTS("/staff/reports", "报告", "月报、年报：Word、PDF、表格，可订阅", Set.of(COMMISSION, Role.MANAGER)),
    APPRAISALS("/staff/appraisals", "绩效考核", "排名、试算、公示、申诉、三挂钩", Set.of(COMMISSION, Role.MANAGER)),
    NOTICES(
            "/staff/notices",
            "通知",
            "订阅的清单和报告、指定给您的事项、请您作答的问卷",
            Set.of(
                    COMMISSION,
                    Role.HOTLINE,
                    Role.MANAGER,
                    VILLAGE_DOCTOR,
                    REGISTRAR,
                    DOCTOR,
                    Role.LABORATORY,
                    PHARMACIST,
                    SCHEDULER)),
    VISITS("/staff/visits", "挂号接诊", "读码报到、现场挂号", Set.of(REGISTRAR)),
    CONSULTING("/staff/consulting", "诊室", "叫号、看档案、开单、诊断", Set.of(DOCTOR, VILLAGE_DOCTOR)),
    AFTER_CARE("/staff/after-care", "诊后回访", "出院、急诊、门诊以后该问谁", Set.of(DOCTOR)),
    LABORATORY("/staff/laboratory", "检验", "采样、录入、发布结果", Set.of(Role.LABORATORY)),
    PHARMACY("/staff/pharmacy", "药房", "读码发药", Set.of(PHARMACIST, VILLAGE_DOCTOR)),
    CASHIER("/staff/cashier", "收费", "账单、结算、收款", Set.of(REGISTRAR, VILLAGE_DOCTOR)),
    PROGRAMMES("/staff/programmes", "应做尽做", "谁该服务、谁已服务、还缺谁", Set.of(COMMISSION, VILLAGE_DOCTOR)),
    REGISTERS(
            "/staff/registers",
            "治理台账",
            "热线、任务、整改、审批：谁办、何时、办到哪一步",
            Set.of(COMMISSION, Role.HOTLINE, Role.MANAGER, VILLAGE_DOCTOR)),
    RELIEF("/staff/relief", "健康扶贫", "应享的待遇、落实率、每人一页", Set.of(COMMISSION, VILLAGE_DOCTOR)),
    VERIFICATION("/staff/verification", "申报核实", "申报享受的，入户核实是不是真的", Set.of(COMMISSION, VILLAGE_DOCTOR)),
    SIGNS("/staff/signs", "造假线索", "像是编造的服务记录，核实或作废", Set.of(COMMISSION)),
    FAMILY_DOCTOR("/staff/family-doctor", "家庭医生", "签约、续签、居民确认的服务", Set.of(DOCTOR, VILLAGE_DOCTOR)),
    FAMILY_DOCTOR_FIGURES("/staff/family-doctor/figures", "签约履约", "各人群签约率、续签率、履约率", Set.of(COMMISSION)),
    HELPING("/staff/helping", "包户帮扶", "各户的帮扶责任人与走访", Set.of(VILLAGE_DOCTOR, COMMISSION)),
    CARE("/staff/care", "邻里护理", "护理员、培训、结对与上门", Set.of(VILLAGE_DOCTOR, COMMISSION)),
    STATIONS("/staff/stations", "名医工作站", "工作站与巡诊的日程、预约", Set.of(SCHEDULER)),
    READING_POINT(
            "/staff/reading-point",
            "读码",
            "扫码枪、摄像头或粘贴识读健康卡",
            Set.of(REGISTRAR, DOCTOR, Role.LABORATORY, PHARMACIST, CARD_OFFICER, VILLAGE_DOCTOR)),
    PEOPLE("/staff/people", "居民", "查找、建档、更正、导入", Set.of(REGISTRAR, CARD_OFFICER, STEWARD, DOCTOR, VILLAGE_DOCTOR)),
    STEWARD_QUEUE("/staff/steward", "待核对", "疑似重复的居民,合并或区分", Set.of(STEWARD)),
    CARDS("/staff/cards", "健康卡", "发卡、挂失、注销、覆盖率", Set.of(CARD_OFFICER, COMMISSION)),
    SESSIONS("/staff/sessions", "排班号源", "排班、放号、停诊", Set.of(SCHEDULER)),
    DIRECTORY("/staff/directory", "机构目录", "区划、机构、科室、人员", Set.of(DIRECTORY_OFFICER, COMMISSION)),
    TEMPLATES("/staff/templates", "文书模板", "报告、通报、清单、证书的模板：下载、修改、上传", Set.of(COMMISSION)),
    SURVEYS("/staff/surveys", "满意度调查", "抽样调查、第三方评估、五率", Set.of(COMMISSION)),
    SURVEY_WORK("/staff/survey-work", "调查任务", "抽到的样本，电话或现场填问卷", Set.of(Role.SURVEYOR)),
    RATINGS("/staff/ratings", "满意度", "各机构、科室的评价", Set.of(COMMISSION, SCHEDULER)),
    ACCOUNTS("/staff/accounts", "账号", "开户、停用、授权、工作范围", Set.of(SYSTEM_ADMIN, SECURITY_ADMIN, AUDITOR)),
    CLIENTS("/staff/clients", "接口账号", "机构程序的登记、密钥、停用", Set.of(SYSTEM_ADMIN, AUDITOR)),
    AUDIT("/staff/audit", "审计", "变更、封存链、未授权调阅复核", Set.of(AUDITOR));

    /** Who has more places than these finds them in groups. */
    private static final int SIDE_BY_SIDE = 7;

    /** What stands together in a long menu; what is in none stands by itself. */
    private static final Map<String, Set<Menu>> GROUPS = Map.of(
            "看板与考核", EnumSet.of(FIGURES, BOARD, MINE, REPORTS, APPRAISALS),
            "满意度", EnumSet.of(SURVEYS, SURVEY_WORK, RATINGS),
            "门诊", EnumSet.of(VISITS, CONSULTING, AFTER_CARE, LABORATORY, PHARMACY, CASHIER),
            "公共卫生", EnumSet.of(PROGRAMMES, RELIEF, VERIFICATION, SIGNS),
            "家庭医生与社区", EnumSet.of(FAMILY_DOCTOR, FAMILY_DOCTOR_FIGURES, HELPING, CARE, STATIONS),
            "居民与健康卡", EnumSet.of(READING_POINT, PEOPLE, STEWARD_QUEUE, CARDS));

    /** @param title of a group of several; that of the one entry otherwise */
    record Group(String title, List<Entry> entries) {
        public boolean current() {
            return entries.stream().anyMatch(Entry::current);
        }
    }

    /** @param current the page shown lies below this entry */
    record Entry(String path, String title, String hint, boolean current) {}

    private final String path;
    private final String title;
    private final String hint;
    private final Set<Role> roles;

    Menu(String path, String title, String hint, Set<Role> roles) {
        this.path = path;
        this.title = title;
        this.hint = hint;
        this.roles = roles;
    }

    static List<Entry> of(Actor actor, String uri) {
        return open(actor).stream().map(place -> place.entry(uri)).toList();
    }

    private static List<Menu> open(Actor actor) {
        return List.of(values()).stream()
                .filter(place -> place.roles.stream().anyMatch(actor::is))
                .filter(place -> place != READING_POINT || actor.institutionId() != null)
                .toList();
    }

    private Entry entry(String uri) {
        return new Entry(path, title, hint, uri.equals(path) || uri.startsWith(path + "/"));
    }

    /** As the bar at the top shows them: a group stands where its first place does. */
    static List<Group> groups(Actor actor, String uri) {
        List<Menu> open = open(actor);
        Map<String, List<Entry>> groups = new LinkedHashMap<>();
        for (Menu place : open) {
            String group = open.size() > SIDE_BY_SIDE ? place.group() : place.title;
            groups.computeIfAbsent(group, _ -> new ArrayList<>()).add(place.entry(uri));
        }
        return groups.entrySet().stream()
                .map(it -> it.getValue().size() == 1
                        ? new Group(it.getValue().getFirst().title(), it.getValue())
                        : new Group(it.getKey(), it.getValue()))
                .toList();
    }

    private String group() {
        return GROUPS.entrySet().stream()
                .filter(it -> it.getValue().contains(this))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse(title);
    }
}
