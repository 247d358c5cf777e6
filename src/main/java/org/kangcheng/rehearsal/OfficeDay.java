package org.kangcheng.rehearsal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.governance.Items.Seen;
import org.kangcheng.governance.NewItem;
import org.kangcheng.kernel.CityTime;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * 机关的一天: calls that are answered, dispatched, replied to and called back, some of them redone; places that are inspected;
 * tasks that are closed; licences that are decided.
 */
@Component
@Profile("!production")
class OfficeDay {
    private static final String CITY = "3715";
    private static final int REDO_PERCENT = 12;
    private static final int RETURN_PERCENT = 10;
    private static final int DANGER_PERCENT = 30;
    private static final List<String> KINDS = List.of("投诉", "求助", "建议");

    private final Matters matters;
    private final Institutions institutions;
    private final Clock clock;

    OfficeDay(Matters matters, Institutions institutions, Clock clock) {
        this.matters = matters;
        this.institutions = institutions;
        this.clock = clock;
    }

    /** Whoever works at it. */
    record Hands(Actor seat, Actor commission, Actor second, Actor manager, Institution hospital) {
        String place() {
            return hospital.areaCode().substring(0, 6);
        }

        NewItem atHospital(Doing doing, String title, Map<String, String> fields) {
            return NewItem.of(title, place(), hospital.institutionId(), fields, doing.requestKey());
        }

        /** In the hospital's county, and nobody's yet. */
        NewItem anywhere(Doing doing, String title, Map<String, String> fields) {
            return NewItem.of(title, place(), null, fields, doing.requestKey());
        }
    }

    Hands hands(Doing doing) {
        List<Institution> all = doing.calls().aside(() -> institutions.list(Institution.Kind.HOSPITAL, ""));
        Institution hospital = all.get(doing.random().nextInt(all.size()));
        return new Hands(
                staff("day-hotline", Role.HOTLINE, null, CITY),
                staff("day-commission", Role.COMMISSION, null, CITY),
                staff("day-commission-2", Role.COMMISSION, null, CITY),
                staff("day-manager-" + hospital.institutionId(), Role.MANAGER, hospital.institutionId(), null),
                hospital);
    }

    /** 来电: from the call to the file. */
    void answerACall(Doing doing, Figures figures) {
        Hands hands = hands(doing);
        Map<String, String> call = Map.of(
                "phone",
                "1000000%04d".formatted(doing.random().nextInt(10_000)),
                "category",
                KINDS.get(doing.random().nextInt(KINDS.size())),
                "urgent",
                doing.chance(5) ? "是" : "否",
                "content",
                "候诊时间长，请协调");
        Seen order = matters.open(
                doing, hands.seat, "hotline", NewItem.of("来电诉求", hands.place(), null, call, doing.requestKey()));
        figures.happened("热线来电");
        order = dispatch(doing, hands, order);
        if (doing.chance(RETURN_PERCENT)) {
            order = matters.move(
                    doing,
                    hands.manager,
                    order,
                    "return",
                    given -> given.note("不属本单位").fields(Map.of("return_reason", "非本单位职责")));
            figures.happened("热线退单");
            order = dispatch(doing, hands, order);
        }
        order = matters.move(doing, hands.manager, order, "accept", UnaryOperator.identity());
        order = reply(doing, hands, order);
        if (doing.chance(REDO_PERCENT)) {
            order = matters.move(doing, hands.seat, order, "redo", given -> given.note("来电人不满意"));
            figures.happened("热线重办");
            order = reply(doing, hands, order);
        }
        matters.move(doing, hands.seat, order, "satisfied", given -> given.fields(Map.of("rating", "基本满意")));
        figures.happened("热线归档");
    }

    private Seen dispatch(Doing doing, Hands hands, Seen order) {
        doing.pause(1, 10);
        return matters.move(doing, hands.seat, order, "dispatch", given -> given.unit(hands.hospital.institutionId()));
    }

    private Seen reply(Doing doing, Hands hands, Seen order) {
        doing.pause(20, 90);
        Seen replied = matters.move(
                doing,
                hands.manager,
                order,
                "reply",
                given -> given.note("已增开窗口").fields(Map.of("resolved", "已解决")));
        doing.pause(5, 30);
        return matters.move(doing, hands.commission, replied, "approve", UnaryOperator.identity());
    }

    /** 督查: a round with its checklists, and safety checks that find something or not. */
    void inspect(Doing doing, Figures figures) {
        Hands hands = hands(doing);
        Map<String, String> round = Map.of("kind", "四不两直", "group", "第一组", "leader", "张组长", "matters", "随访真实性");
        Seen inspection = matters.open(
                doing,
                hands.commission,
                "inspection",
                NewItem.of("暗访", hands.place(), null, round, doing.requestKey()).dueOn(today().plusDays(30)));
        inspection = matters.move(doing, hands.commission, inspection, "start", given -> given.note("出发"));
        for (int n = 0; n < 3; n++) {
            Seen list = matters.open(
                    doing,
                    hands.commission,
                    "checklist",
                    NewItem.of("检查", hands.place(), null, Map.of("place", "村卫生室 " + n), doing.requestKey())
                            .partOf(inspection.id()));
            doing.pause(15, 45);
            matters.move(
                    doing,
                    hands.commission,
                    list,
                    "check",
                    given -> Matters.paper(given.fields(Map.of(
                            "visit_unshared", "演练中没有手机",
                            "open_hours", "是",
                            "on_duty", doing.chance(90) ? "是" : "否",
                            "records_true", doing.chance(80) ? "是" : "否",
                            "drugs", "是",
                            "waste", "是",
                            "policy", "不涉及"))));
            figures.happened("现场检查");
        }
        inspection = matters.move(doing, hands.commission, inspection, "feed-back", given -> given.note("现场反馈"));
        matters.move(doing, hands.commission, inspection, "close", given -> given.note("未见需整改的"));
        safety(doing, hands, figures);
    }

    private void safety(Doing doing, Hands hands, Figures figures) {
        Seen check = matters.open(
                doing,
                hands.commission,
                "safety",
                NewItem.of(
                        "消防检查",
                        hands.place(),
                        hands.hospital.institutionId(),
                        Map.of("round", "演练", "scope", "消防"),
                        doing.requestKey()));
        boolean danger = doing.chance(DANGER_PERCENT);
        Map<String, String> found =
                Map.of("fire_exit", danger ? "否" : "是", "fire_kit", "是", "oxygen", "不涉及", "wiring", "是");
        if (!danger) {
            matters.move(doing, hands.commission, check, "clean", given -> Matters.paper(given.fields(found)));
            figures.happened("安全检查无隐患");
            return;
        }
        check = matters.move(
                doing,
                hands.commission,
                check,
                "danger",
                given -> Matters.paper(given.note("通道堆物").fields(found)));
        doing.pause(30, 120);
        check = matters.move(doing, hands.manager, check, "submit", given -> Matters.paper(given.note("已清理")));
        matters.move(doing, hands.second, check, "verify", given -> given.note("属实"));
        figures.happened("隐患整改销号");
    }

    /** 作战图: a task is signed for, done and confirmed, and then its goal. */
    void closeATask(Doing doing, Figures figures) {
        Hands hands = hands(doing);
        Map<String, String> aim = Map.of("kind", "重点任务", "leader", "王主任", "own", "完成");
        Map<String, String> person = Map.of("person", "李科长");
        Matters.Matter goal = matters.begin(
                doing,
                hands.commission,
                "goal",
                hands.anywhere(doing, "集中体检", aim).dueOn(today().plusDays(30)));
        Matters.Matter task = matters.begin(
                doing,
                hands.commission,
                "task",
                hands.atHospital(doing, "组织体检", person)
                        .dueOn(today().plusDays(10))
                        .partOf(goal.id()));
        doing.pause(10, 60);
        task.by(hands.manager, "accept");
        matters.begin(
                        doing,
                        hands.commission,
                        "step",
                        hands.atHospital(doing, "排定体检日程", person)
                                .dueOn(today().plusDays(5))
                                .partOf(task.id()))
                .by(hands.manager, "accept")
                .by(hands.manager, "claim", Matters.proved("日程已排"))
                .by(hands.commission, "confirm");
        task.by(hands.manager, "claim", Matters.proved("已完成")).by(hands.commission, "confirm");
        goal.by(hands.commission, "claim", Matters.proved("已完成")).by(hands.second, "confirm");
        figures.happened("任务销号");
    }

    /** 行政审批: applied for on line and decided the same day. */
    void decideALicence(Doing doing, Figures figures) {
        Hands hands = hands(doing);
        Map<String, String> matter =
                Map.of("matter", "诊所备案", "applicant", "某诊所", "contact", "10000000009", "onsite", "否");
        Seen licence = matters.open(
                doing, hands.manager, "licence", NewItem.of("诊所备案", hands.place(), null, matter, doing.requestKey()));
        licence = matters.move(doing, hands.manager, licence, "file", Matters::paper);
        doing.pause(10, 60);
        licence = matters.move(doing, hands.commission, licence, "accept", UnaryOperator.identity());
        licence = matters.move(doing, hands.commission, licence, "review", given -> given.note("材料齐全"));
        licence = matters.move(
                doing, hands.second, licence, "grant", given -> given.fields(Map.of("decision", "演练〔2026〕1 号")));
        matters.move(
                doing,
                hands.commission,
                licence,
                "deliver",
                given -> given.fields(Map.of("visits", "0", "channel", "网上")));
        figures.happened("审批办结");
    }

    private LocalDate today() {
        return CityTime.today(clock);
    }

    static Actor staff(String id, Role role, @Nullable Long institution, @Nullable String area) {
        return new Actor(Actor.Kind.STAFF, id, role.label(), Set.of(role), institution, null, null, area, null, false);
    }
}
