package org.kangcheng.rehearsal;

import java.time.Clock;
import java.time.LocalDate;
import java.util.Map;
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

    private void pledge(Doing doing, Hands hands) {
        NewItem item = hands.atHospital(doing, "候诊军令状", Map.of("promised", "候诊不超过半小时", "responsible", "院长"))
                .dueOn(day(200));
        matters.begin(doing, hands.commission(), "pledge", item)
                .by(hands.manager(), "take", Matters::paper)
                .by(hands.manager(), "claim", Matters.proved("已做到"))
                .by(hands.commission(), "confirm", Matters.noted("属实"));
    }

    private void talk(Doing doing, Hands hands) {
        NewItem item = hands.atHospital(doing, "整改逾期约谈", Map.of("cause", "整改逾期", "reason", "逾期三天"));
        Matters.Matter talk = matters.begin(doing, hands.commission(), "talk", item)
                .by(hands.commission(), "approve", Matters.noted("同意"));
        doing.pause(10, 60);
        talk.by(hands.commission(), "talk", Matters.proved(Map.of("talked_by", "主任", "demanded", "三日内整改")))
                .by(hands.manager(), "submit", Matters.proved("已整改"))
                .by(hands.second(), "confirm", Matters.noted("属实"));
    }

    private void suggestion(Doing doing, Hands hands) {
        NewItem item = hands.anywhere(doing, "增设导诊台", Map.of("topic", "就医体验", "content", "门诊大厅设导诊台"));
        matters.begin(doing, hands.commission(), "suggestion", item)
                .by(hands.manager(), "grab")
                .by(hands.manager(), "answer", Matters.noted("已设两处", Map.of("adopted", "已采纳")))
                .by(hands.commission(), "content-with");
    }

    private void measure(Doing doing, Hands hands) {
        Map<String, String> found = Map.of("body", "市人大", "session", "本次会议", "finding", "设备不足", "leader", "王主任");
        NewItem reviewed = hands.anywhere(doing, "基层服务能力评议", found).dueOn(day(150));
        Matters.Matter review = matters.begin(doing, hands.commission(), "review", reviewed)
                .by(hands.commission(), "plan", Matters.proved("一项措施"));
        NewItem item = hands.atHospital(doing, "配齐设备", Map.of("measure", "配血球仪", "person", "李科长"))
                .dueOn(day(90))
                .partOf(review.id());
        matters.begin(doing, hands.commission(), "review-measure", item)
                .by(hands.manager(), "accept")
                .by(hands.manager(), "claim", Matters.proved("已配齐"))
                .by(hands.commission(), "confirm");
    }

    private void course(Doing doing, Hands hands) {
        Map<String, String> planned = Map.of("topic", "高血压管理", "audience", "乡村医生", "expected", "40", "hours", "4");
        NewItem item = hands.atHospital(doing, "乡村医生培训", planned).dueOn(day(30));
        matters.begin(doing, hands.commission(), "training", item)
                .by(hands.commission(), "hold", Matters.proved(Map.of("attended", "38")))
                .by(hands.commission(), "assess", Matters.noted("笔试", Map.of("qualified", "35")));
    }

    private void season(Doing doing, Hands hands) {
        Map<String, String> planned = Map.of("season", "静疗规范季", "standard", "静脉治疗护理技术操作规范");
        NewItem item = hands.atHospital(doing, "静疗规范季", planned).dueOn(day(60));
        matters.begin(doing, hands.commission(), "quality", item)
                .by(hands.manager(), "check", Matters.noted("自查", Map.of("checked", "100", "fit", "90")))
                .by(hands.manager(), "claim", Matters.proved("已整改"))
                .by(hands.commission(), "pass", Matters.noted("抽查", Map.of("sampled", "20", "sample_fit", "20")));
    }

    private void building(Doing doing, Hands hands) {
        Map<String, String> planned = Map.of("kind", "公办村卫生室", "content", "改造", "budget", "12", "source", "县");
        NewItem item = hands.atHospital(doing, "村卫生室改造", planned).dueOn(day(200));
        matters.begin(doing, hands.commission(), "project", item)
                .by(hands.commission(), "start", Matters::paper)
                .by(hands.commission(), "report", Matters.noted("完工", Map.of("progress", "100", "paid", "12")))
                .by(hands.commission(), "finish", Matters.proved("报验"))
                .by(hands.second(), "accept", Matters::paper)
                .by(hands.commission(), "settle", Matters.proved(Map.of("final_cost", "12")));
    }

    private LocalDate day(int later) {
        return CityTime.today(clock).plusDays(later);
    }
}
