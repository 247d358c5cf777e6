package org.kangcheng.board;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.indicator.Drill;
import org.kangcheng.indicator.Figure;
import org.kangcheng.indicator.Indicator;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.indicator.Period;
import org.kangcheng.indicator.Place;
import org.kangcheng.indicator.Portion;
import org.kangcheng.indicator.Reach;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 我的数字: what a worker did, beside what she did the period before and what her village or institution did. */
@Controller
class OwnBoardPages {
    private static final Refusal NO_PERIOD = Refusal.badInput("period", "统计期应为页面上所列的一个。");
    private static final Refusal NOWHERE = Refusal.rule("nowhere", "您的账号没有登记所在的村（社区）或机构，不能按人统计。");

    /** @param before null when there was nothing; {@code whole} of her village or institution */
    record Own(Indicator indicator, Portion now, @Nullable Portion before, Figure whole) {
        public String beforeText() {
            return before == null ? "—" : before.text();
        }
    }

    private static final int DAYS = 7;

    private final Drill drill;
    private final Indicators indicators;
    private final Reach reach;

    OwnBoardPages(Drill drill, Indicators indicators, Reach reach) {
        this.drill = drill;
        this.indicators = indicators;
        this.reach = reach;
    }

    /** Of this month at a village, of today at an institution, unless asked otherwise. */
    @GetMapping("/staff/mine")
    @Allowed({Role.DOCTOR, Role.VILLAGE_DOCTOR})
    String mine(Actor actor, @RequestParam(defaultValue = "") String period, Model model) {
        Place place = own(actor);
        List<Period> periods = periods(place);
        Period of = period.isEmpty()
                ? periods.getFirst()
                : periods.stream()
                        .filter(it -> it.key().equals(period))
                        .findFirst()
                        .orElseThrow(NO_PERIOD::asException);
        model.addAttribute("whole", reach.place(actor, place.key()).title());
        model.addAttribute("period", of);
        model.addAttribute("periods", periods);
        model.addAttribute("groups", figures(place, actor.name(), of));
        return "board/mine";
    }

    private static Place own(Actor actor) {
        String area = actor.areaCode();
        Long institution = actor.institutionId();
        if (area != null && Place.area(area).isVillage()) {
            return Place.area(area);
        }
        if (institution == null) {
            throw NOWHERE.asException();
        }
        return Place.institution(institution);
    }

    /** Rows are counted one by one: of an institution, where there are thousands a day, only days are offered. */
    private List<Period> periods(Place place) {
        List<Period> periods = new ArrayList<>();
        if (!place.isInstitution()) {
            last(Period.Kind.MONTH, 2).forEach(periods::add);
        }
        last(Period.Kind.DAY, place.isInstitution() ? DAYS : 2).forEach(periods::add);
        return periods;
    }

    private Stream<Period> last(Period.Kind kind, int n) {
        return Stream.iterate(Period.of(kind, indicators.today()), Period::previous)
                .limit(n);
    }

    private Map<String, List<Own>> figures(Place place, String worker, Period of) {
        Map<Indicator, Portion> now = drill.ofWorker(indicators.all(), place, worker, of);
        Map<Indicator, Portion> before = drill.ofWorker(now.keySet(), place, worker, of.previous());
        Map<String, Map<Place, Figure>> whole = indicators.at(now.keySet(), List.of(place), of);
        Map<String, List<Own>> groups = new LinkedHashMap<>();
        now.forEach((indicator, portion) -> groups.computeIfAbsent(indicator.group(), _ -> new ArrayList<>())
                .add(new Own(
                        indicator,
                        portion,
                        before.get(indicator),
                        Objects.requireNonNull(Objects.requireNonNull(whole.get(indicator.id()))
                                .get(place)))));
        return groups;
    }
}
