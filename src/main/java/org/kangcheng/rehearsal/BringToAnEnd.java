package org.kangcheng.rehearsal;

import java.time.Clock;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.kangcheng.governance.Items.Seen;
import org.kangcheng.governance.NewItem;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.rehearsal.OfficeDay.Hands;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** 兑现、销号: a pledge, a talk, a suggestion, a measure, a course, a season of quality and a building come to their end. */
@Component
@Profile("!production")
class BringToAnEnd {
    private final OfficeDay office;
    private final Matters matters;
    private final Clock clock;

    BringToAnEnd(OfficeDay office, Matters matters, Clock clock) {
        this.office = office;
        this.matters = matters;
        this.clock = clock;
    }

    void all(Doing doing, Figures figures) {
        Hands hands = office.hands(doing);
        pledge(doing, hands);
        talk(doing, hands);
        suggestion(doing, hands);
        measure(doing, hands);
        course(doing, hands);
        season(doing, hands);
        building(doing, hands);
        figures.happened("台账事项办结");
    }

    private NewItem atTheHospital(Doing doing, Hands hands, String title, Map<String, String> fields) {
        return NewItem.of(title, hands.place(), hands.hospital().institutionId(), fields, doing.requestKey());
    }

    private void pledge(Doing doing, Hands hands) {
        Seen pledge = matters.open(
                doing,
                hands.commission(),
                "pledge",
                atTheHospital(doing, hands, "候诊军令状", Map.of("promised", "候诊不超过半小时", "responsible", "院长"))
                        .dueOn(CityTime.today(clock).plusDays(200)));
        pledge = matters.move(doing, hands.manager(), pledge, "take", Matters::paper);
        pledge = matters.move(doing, hands.manager(), pledge, "claim", given -> Matters.paper(given.note("已做到")));
        matters.move(doing, hands.commission(), pledge, "confirm", given -> given.note("属实"));
    }

    private void talk(Doing doing, Hands hands) {
        Seen talk = matters.open(
                doing,
                hands.commission(),
                "talk",
                atTheHospital(doing, hands, "整改逾期约谈", Map.of("cause", "整改逾期", "reason", "逾期三天")));
        talk = matters.move(doing, hands.commission(), talk, "approve", given -> given.note("同意"));
        doing.pause(10, 60);
        talk = matters.move(
                doing,
                hands.commission(),
                talk,
                "talk",
                given -> Matters.paper(given.fields(Map.of("talked_by", "主任", "demanded", "三日内整改"))));
        talk = matters.move(doing, hands.manager(), talk, "submit", given -> Matters.paper(given.note("已整改")));
        matters.move(doing, hands.second(), talk, "confirm", given -> given.note("属实"));
    }

    private void suggestion(Doing doing, Hands hands) {
        Seen suggestion = matters.open(
                doing,
                hands.commission(),
                "suggestion",
                NewItem.of(
                        "增设导诊台",
                        hands.place(),
                        null,
                        Map.of("topic", "就医体验", "content", "门诊大厅设导诊台"),
                        doing.requestKey()));
        suggestion = matters.move(doing, hands.manager(), suggestion, "grab", UnaryOperator.identity());
        suggestion = matters.move(
                doing,
                hands.manager(),
                suggestion,
                "answer",
                given -> given.note("已设两处").fields(Map.of("adopted", "已采纳")));
        matters.move(doing, hands.commission(), suggestion, "content-with", UnaryOperator.identity());
    }

    private void measure(Doing doing, Hands hands) {
        Seen review = matters.open(
                doing,
                hands.commission(),
                "review",
                NewItem.of(
                                "基层服务能力评议",
                                hands.place(),
                                null,
                                Map.of("body", "市人大", "session", "本次会议", "finding", "设备不足", "leader", "王主任"),
                                doing.requestKey())
                        .dueOn(CityTime.today(clock).plusDays(150)));
        review = matters.move(doing, hands.commission(), review, "plan", given -> Matters.paper(given.note("一项措施")));
        Seen measure = matters.open(
                doing,
                hands.commission(),
                "review-measure",
                atTheHospital(doing, hands, "配齐设备", Map.of("measure", "配血球仪", "person", "李科长"))
                        .dueOn(CityTime.today(clock).plusDays(90))
                        .partOf(review.id()));
        measure = matters.move(doing, hands.manager(), measure, "accept", UnaryOperator.identity());
        measure = matters.move(doing, hands.manager(), measure, "claim", given -> Matters.paper(given.note("已配齐")));
        matters.move(doing, hands.commission(), measure, "confirm", UnaryOperator.identity());
    }

    private void course(Doing doing, Hands hands) {
        Map<String, String> planned = Map.of("topic", "高血压管理", "audience", "乡村医生", "expected", "40", "hours", "4");
        Seen course = matters.open(
                doing,
                hands.commission(),
                "training",
                atTheHospital(doing, hands, "乡村医生培训", planned)
                        .dueOn(CityTime.today(clock).plusDays(30)));
        course = matters.move(
                doing,
                hands.commission(),
                course,
                "hold",
                given -> Matters.paper(given.fields(Map.of("attended", "38"))));
        matters.move(
                doing,
                hands.commission(),
                course,
                "assess",
                given -> given.note("笔试").fields(Map.of("qualified", "35")));
    }

    private void season(Doing doing, Hands hands) {
        Seen season = matters.open(
                doing,
                hands.commission(),
                "quality",
                atTheHospital(doing, hands, "静疗规范季", Map.of("season", "静疗规范季", "standard", "静脉治疗护理技术操作规范"))
                        .dueOn(CityTime.today(clock).plusDays(60)));
        season = matters.move(
                doing,
                hands.manager(),
                season,
                "check",
                given -> given.note("自查").fields(Map.of("checked", "100", "fit", "90")));
        season = matters.move(doing, hands.manager(), season, "claim", given -> Matters.paper(given.note("已整改")));
        matters.move(
                doing,
                hands.commission(),
                season,
                "pass",
                given -> given.note("抽查").fields(Map.of("sampled", "20", "sample_fit", "20")));
    }

    private void building(Doing doing, Hands hands) {
        Map<String, String> planned = Map.of("kind", "公办村卫生室", "content", "改造", "budget", "12", "source", "县");
        Seen building = matters.open(
                doing,
                hands.commission(),
                "project",
                atTheHospital(doing, hands, "村卫生室改造", planned)
                        .dueOn(CityTime.today(clock).plusDays(200)));
        building = matters.move(doing, hands.commission(), building, "start", Matters::paper);
        building = matters.move(
                doing,
                hands.commission(),
                building,
                "report",
                given -> given.note("完工").fields(Map.of("progress", "100", "paid", "12")));
        building =
                matters.move(doing, hands.commission(), building, "finish", given -> Matters.paper(given.note("报验")));
        building = matters.move(doing, hands.second(), building, "accept", Matters::paper);
        matters.move(
                doing,
                hands.commission(),
                building,
                "settle",
                given -> Matters.paper(given.fields(Map.of("final_cost", "12"))));
    }
}
