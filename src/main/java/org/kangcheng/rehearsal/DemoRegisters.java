package org.kangcheng.rehearsal;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.governance.Items;
import org.kangcheng.governance.Items.Given;
import org.kangcheng.governance.Items.Seen;
import org.kangcheng.governance.NewItem;
import org.kangcheng.kernel.CityTime;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** A few items of each register, some open, some closed, so that a visitor finds none of their pages empty. */
@Component
@Profile("!production")
class DemoRegisters {
    private static final String CITY = "3715";
    private static final byte[] PAPER = "%PDF-1.4\n%%EOF\n".getBytes(StandardCharsets.US_ASCII);

    private final Items items;
    private final DemoHospital demo;
    private final Institutions institutions;
    private final Accounts accounts;
    private final Clock clock;

    DemoRegisters(Items items, DemoHospital demo, Institutions institutions, Accounts accounts, Clock clock) {
        this.items = items;
        this.demo = demo;
        this.institutions = institutions;
        this.accounts = accounts;
        this.clock = clock;
    }

    /** Everything at the first start; what is there already stays as it is. */
    void ensure() {
        new Laying().lay();
    }

    private final class Laying {
        private final Institution hospital = demo.hospital();
        private final Institution small =
                institutions.list(Institution.Kind.PRIMARY, "").getFirst();
        private final String place = hospital.areaCode().substring(0, 6);
        private final Actor commission = staff("demo-commission", "演示卫健委", Role.COMMISSION, null, CITY);
        private final Actor second = staff("demo-commission-2", "演示卫健委（复核）", Role.COMMISSION, null, CITY);
        private final Actor manager = staff("demo-manager", "演示机构负责人", Role.MANAGER, hospital.institutionId(), null);
        private final Actor seat = staff("demo-hotline", "演示热线坐席", Role.HOTLINE, null, CITY);
        private final LocalDate today = CityTime.today(clock);

        void lay() {
            hotline();
            battleMap();
            inspection();
            review();
            licences();
            staffing();
            quality();
            buildings();
            titles();
            responsibility();
        }

        private void hotline() {
            Map<String, String> call =
                    Map.of("phone", "10000000001", "category", "投诉", "urgent", "否", "content", "周一上午候诊超过两小时");
            open(seat, "hotline", NewItem.of("候诊时间长", place, null, call, "demo:1"), order -> {
                Seen dispatched = move(seat, order, "dispatch", given -> given.unit(hospital.institutionId()));
                Seen accepted = move(manager, dispatched, "accept", UnaryOperator.identity());
                Seen replied = move(
                        manager,
                        accepted,
                        "reply",
                        given -> given.note("已增开两个窗口").fields(Map.of("resolved", "已解决")));
                Seen approved = move(commission, replied, "approve", UnaryOperator.identity());
                move(seat, approved, "satisfied", given -> given.fields(Map.of("rating", "满意")));
            });
            open(
                    seat,
                    "hotline",
                    NewItem.of(
                            "咨询接种门诊时间",
                            place,
                            null,
                            Map.of("phone", "10000000002", "category", "咨询", "urgent", "否", "content", "周末是否接种"),
                            "demo:2"),
                    _ -> {});
            open(
                    manager,
                    "suggestion",
                    NewItem.of("增设老年人优先窗口", place, null, Map.of("topic", "就医体验", "content", "挂号处设优先窗口"), "demo:1"),
                    _ -> {});
        }

        private void battleMap() {
            Map<String, String> aim = Map.of("kind", "重点任务", "leader", "王主任", "above", "65 岁以上健康管理率 70%", "own", "72%");
            open(
                    commission,
                    "goal",
                    NewItem.of("老年人健康管理", place, null, aim, "demo:1").dueOn(today.plusDays(120)),
                    goal -> open(
                            commission,
                            "task",
                            NewItem.of("组织集中体检", place, hospital.institutionId(), Map.of("person", "李科长"), "demo:1")
                                    .dueOn(today.plusDays(60))
                                    .partOf(goal.id()),
                            task -> {
                                Seen accepted = move(manager, task, "accept", UnaryOperator.identity());
                                open(
                                        commission,
                                        "step",
                                        NewItem.of(
                                                        "排定体检日程",
                                                        place,
                                                        hospital.institutionId(),
                                                        Map.of("person", "李科长"),
                                                        "demo:1")
                                                .dueOn(today.plusDays(30))
                                                .partOf(accepted.id()),
                                        step -> move(manager, step, "accept", UnaryOperator.identity()));
                            }));
        }

        private void inspection() {
            Map<String, String> round = Map.of("kind", "四不两直", "group", "第一组", "leader", "张组长", "matters", "村卫生室随访真实性");
            open(
                    commission,
                    "inspection",
                    NewItem.of("第一轮暗访", place, null, round, "demo:1").dueOn(today.plusDays(60)),
                    it -> {
                        Seen going = move(commission, it, "start", given -> given.note("四人两车"));
                        open(
                                commission,
                                "checklist",
                                NewItem.of(
                                                "检查 " + small.name(),
                                                small.areaCode(),
                                                null,
                                                Map.of("place", small.name()),
                                                "demo:1")
                                        .partOf(going.id()),
                                this::onThePhone);
                        NewItem list = NewItem.of(
                                "问题清单：" + hospital.name(),
                                place,
                                hospital.institutionId(),
                                Map.of("visited_on", today.toString(), "inspectors", "张三、李四"),
                                "demo:1");
                        open(
                                commission,
                                "finding-list",
                                list.partOf(going.id()),
                                sheet -> open(
                                        commission,
                                        "finding",
                                        NewItem.of(
                                                        "随访记录缺 3 次",
                                                        place,
                                                        hospital.institutionId(),
                                                        Map.of(
                                                                "class", "工作落实",
                                                                "serious", "否",
                                                                "described", "抽查 10 份档案，缺 3 次随访",
                                                                "demanded", "补访并说明"),
                                                        "demo:1")
                                                .partOf(sheet.id()),
                                        finding -> move(commission, finding, "evidence", DemoRegisters::paper)));
                    });
        }

        /** Whoever signs in as the commission finds it on her phone. */
        private void onThePhone(Seen checklist) {
            accounts.holder("commission", Role.COMMISSION)
                    .map(id -> staff(id, "演示卫健委", Role.COMMISSION, null, CITY))
                    .ifPresent(inspector -> move(inspector, checklist, "claim", UnaryOperator.identity()));
        }

        private void review() {
            Map<String, String> finding =
                    Map.of("body", "市人大常委会", "session", "第十次会议", "finding", "基层检验能力不足", "leader", "王主任");
            open(
                    commission,
                    "review",
                    NewItem.of("提升基层检验能力", place, null, finding, "demo:1").dueOn(today.plusDays(150)),
                    it -> {
                        Seen planned = move(commission, it, "plan", given -> paper(given.note("三项措施")));
                        open(
                                commission,
                                "review-measure",
                                NewItem.of(
                                                "配齐检验设备",
                                                place,
                                                hospital.institutionId(),
                                                Map.of("measure", "为 4 家卫生院配血球仪", "person", "李科长"),
                                                "demo:1")
                                        .dueOn(today.plusDays(90))
                                        .partOf(planned.id()),
                                _ -> {});
                    });
        }

        private void licences() {
            Map<String, String> matter =
                    Map.of("matter", "诊所备案", "applicant", "演示口腔诊所", "contact", "10000000003", "onsite", "否");
            open(manager, "licence", NewItem.of("演示口腔诊所备案", place, null, matter, "demo:1"), it -> {
                Seen filed = move(manager, it, "file", DemoRegisters::paper);
                Seen accepted = move(commission, filed, "accept", UnaryOperator.identity());
                Seen reviewed = move(commission, accepted, "review", given -> given.note("材料齐全"));
                Seen granted =
                        move(second, reviewed, "grant", given -> given.fields(Map.of("decision", "演示〔2026〕1 号")));
                move(commission, granted, "deliver", given -> given.fields(Map.of("visits", "0", "channel", "网上")));
            });
            Map<String, String> change =
                    Map.of("matter", "变更登记", "applicant", hospital.name(), "contact", "10000000004", "onsite", "否");
            open(
                    manager,
                    "licence",
                    NewItem.of("床位变更", place, null, change, "demo:2"),
                    it -> move(manager, it, "file", DemoRegisters::paper));
        }

        private void staffing() {
            Map<String, String> doctors = Map.of("plan", "县招镇管村用", "duty", "乡村医生", "planned", "4", "pay", "县财政");
            open(
                    commission,
                    "post",
                    NewItem.of("招聘乡村医生", place, small.institutionId(), doctors, "demo:1")
                            .dueOn(today.plusDays(90)),
                    it -> {
                        Seen announced = move(commission, it, "announce", DemoRegisters::paper);
                        Seen examined = move(
                                commission,
                                announced,
                                "examine",
                                given -> given.note("面试结束").fields(Map.of("applicants", "11", "passed", "5")));
                        move(
                                commission,
                                examined,
                                "hire",
                                given -> given.note("四人到岗").fields(Map.of("hired", "4", "settled", small.name())));
                    });
            Map<String, String> course = Map.of("topic", "高血压规范管理", "audience", "乡村医生", "expected", "60", "hours", "8");
            open(
                    commission,
                    "training",
                    NewItem.of("乡村医生培训", place, hospital.institutionId(), course, "demo:1")
                            .dueOn(today.plusDays(30)),
                    it -> move(commission, it, "hold", given -> paper(given.fields(Map.of("attended", "58")))));
            Map<String, String> help = Map.of(
                    "helped", small.name(), "first", "一个特色专科", "second", "一支团队", "third", "一项新技术", "fourth", "一套制度");
            open(
                    commission,
                    "help",
                    NewItem.of("帮扶 " + small.name(), place, hospital.institutionId(), help, "demo:1")
                            .dueOn(today.plusDays(300)),
                    it -> {
                        Seen running = move(manager, it, "accept", UnaryOperator.identity());
                        move(
                                manager,
                                running,
                                "report",
                                given -> given.note("当月")
                                        .fields(Map.of(
                                                "experts", "4", "clinics", "126", "operations", "3", "taught", "9")));
                    });
        }

        private void quality() {
            open(
                    commission,
                    "quality",
                    NewItem.of(
                                    "静疗规范季",
                                    place,
                                    hospital.institutionId(),
                                    Map.of("season", "静疗规范季", "standard", "静脉治疗护理技术操作规范"),
                                    "demo:1")
                            .dueOn(today.plusDays(60)),
                    _ -> {});
            open(
                    commission,
                    "safety",
                    NewItem.of(
                            "消防检查", place, hospital.institutionId(), Map.of("round", "第一轮", "scope", "消防"), "demo:1"),
                    it -> move(
                            commission,
                            it,
                            "danger",
                            given -> paper(given.note("疏散通道堆物")
                                    .fields(Map.of("fire_exit", "否", "fire_kit", "是", "oxygen", "是", "wiring", "是")))));
            open(
                    commission,
                    "risk",
                    NewItem.of(
                            "食药物质抽样",
                            place,
                            hospital.institutionId(),
                            Map.of("matter", "食药物质", "sample", "某食药物质", "sampled_at", "某超市"),
                            "demo:1"),
                    it -> move(manager, it, "sample", given -> given.fields(Map.of("barcode", "A0001"))));
        }

        private void buildings() {
            Map<String, String> clinic =
                    Map.of("kind", "公办村卫生室", "content", "新建 80 平方米", "budget", "20", "source", "县");
            open(
                    commission,
                    "project",
                    NewItem.of("新建村卫生室", small.areaCode(), small.institutionId(), clinic, "demo:1")
                            .dueOn(today.plusDays(200)),
                    it -> {
                        Seen begun = move(commission, it, "start", DemoRegisters::paper);
                        move(
                                commission,
                                begun,
                                "report",
                                given -> given.note("主体完工").fields(Map.of("progress", "60", "paid", "12")));
                    });
            nursery("demo:1", "演示第一托育园", "80", "14");
            nursery("demo:2", "演示第二托育园", "45", "9");
        }

        private void nursery(String origin, String name, String places, String carers) {
            Map<String, String> fields = Map.of(
                    "name",
                    name,
                    "kind",
                    "托育机构",
                    "registered",
                    "市场监管",
                    "places",
                    places,
                    "carers",
                    carers,
                    "contact",
                    "10000000005");
            open(
                    commission,
                    "nursery",
                    NewItem.of(name, place, null, fields, origin),
                    it -> move(
                            commission,
                            it,
                            "file",
                            given -> paper(given.fields(Map.of("receipt", "演示" + places + "号")))));
        }

        private void titles() {
            title("demo:1", "国医堂", small);
            title("demo:2", "优质服务基层行推荐标准", small);
            title("demo:3", "老年友善医疗机构", hospital);
            institutions.list(Institution.Kind.VILLAGE_CLINIC, "").stream()
                    .findFirst()
                    .ifPresent(clinic -> {
                        title("demo:4", "医保联网结算卫生室", clinic);
                        title("demo:5", "中医药服务卫生室", clinic);
                    });
        }

        private void title(String origin, String name, Institution of) {
            NewItem item = NewItem.of(
                    of.name() + "：" + name,
                    of.areaCode(),
                    of.institutionId(),
                    Map.of("name", name, "applicant", of.name()),
                    origin);
            open(
                    commission,
                    "title",
                    item,
                    it -> move(
                            commission,
                            it,
                            "grant",
                            given -> paper(given.fields(Map.of(
                                    "place_ok", "是", "staff_ok", "是", "service_ok", "是", "paper", "演示〔2026〕2 号")))));
        }

        private void responsibility() {
            open(
                    commission,
                    "leader",
                    NewItem.of("包保重点县", place, null, Map.of("person", "王主任", "matter", "疫苗接种"), "demo:1")
                            .dueOn(today.plusDays(300)),
                    _ -> {});
            open(
                    commission,
                    "pledge",
                    NewItem.of(
                                    "满意度军令状",
                                    place,
                                    hospital.institutionId(),
                                    Map.of("promised", "群众满意度全市前三", "responsible", "院长"),
                                    "demo:1")
                            .dueOn(today.plusDays(200)),
                    it -> move(manager, it, "take", DemoRegisters::paper));
            open(
                    commission,
                    "talk",
                    NewItem.of(
                            "整改逾期约谈",
                            place,
                            hospital.institutionId(),
                            Map.of("cause", "整改逾期", "reason", "督查问题逾期 10 天未整改"),
                            "demo:1"),
                    _ -> {});
        }
    }

    private interface Then {
        void go(Seen opened);
    }

    /** What follows is done only with what was opened just now. */
    private void open(Actor actor, String register, NewItem item, Then then) {
        switch (items.open(actor, register, item)) {
            case Items.Outcome.Done(Seen opened, boolean anew) -> {
                if (anew) {
                    then.go(opened);
                }
            }
            case Items.Outcome.Refused(var refusal, var problems) ->
                throw new IllegalStateException(register + ": " + refusal.code() + problems);
        }
    }

    private Seen move(Actor actor, Seen item, String move, UnaryOperator<Given> with) {
        Given given = with.apply(Given.nothing(item.steps(), "demo"));
        return switch (items.move(actor, item.id(), move, given)) {
            case Items.Outcome.Done(Seen moved, var _) -> moved;
            case Items.Outcome.Refused(var refusal, var problems) ->
                throw new IllegalStateException(item.number() + " " + move + ": " + refusal.message() + problems);
        };
    }

    private static Given paper(Given given) {
        return given.proof("演示材料.pdf", PAPER);
    }

    private static Actor staff(String id, String name, Role role, @Nullable Long institution, @Nullable String area) {
        return new Actor(Actor.Kind.STAFF, id, name, Set.of(role), institution, null, null, area, null, false);
    }
}
