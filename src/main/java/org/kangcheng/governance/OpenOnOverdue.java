package org.kangcheng.governance;

import java.time.Clock;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.programme.Coverage;
import org.kangcheng.programme.Coverages;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * 应做逾期督办: where more than a tenth of those who can be served are late, the county has an item a month for the service,
 * with the towns that are behind. Lateness comes by time alone, so it is looked for and not told.
 */
@Component
class OpenOnOverdue {
    private static final int TOWNS = 10;
    private static final int TOO_MANY = 10;
    private static final int FEWEST = 5;

    /** What is watched: 项目 and 服务. */
    private record Watched(String programme, String service, String title, String what) {}

    private static final List<Watched> WATCHED = List.of(
            new Watched("hypertension", "follow-up", "高血压患者管理", "随访"),
            new Watched("diabetes", "follow-up", "糖尿病患者管理", "随访"),
            new Watched("elderly", "yearly-check", "老年人健康管理", "体检"),
            new Watched("mental-illness", "follow-up", "严重精神障碍患者管理", "随访"),
            new Watched("household-help", "visit", "包户帮扶", "走访"));

    private final OpenByItself opening;
    private final Coverages coverages;
    private final Areas areas;
    private final Clock clock;

    OpenOnOverdue(OpenByItself opening, Coverages coverages, Areas areas, Clock clock) {
        this.opening = opening;
        this.coverages = coverages;
        this.areas = areas;
        this.clock = clock;
    }

    @Scheduled(fixedDelay = 6 * 3_600_000, initialDelay = 600_000)
    void look() {
        List<Area> counties = areas.children(Jurisdiction.CITY);
        for (Watched watched : WATCHED) {
            Map<String, Coverage> found = coverages.of(
                    watched.programme,
                    watched.service,
                    counties.stream().map(Area::code).toList());
            counties.forEach(county -> Optional.ofNullable(found.get(county.code()))
                    .filter(OpenOnOverdue::tooMany)
                    .ifPresent(coverage -> open(watched, county, coverage)));
        }
    }

    private static boolean tooMany(Coverage coverage) {
        return coverage.late() >= FEWEST && coverage.late() * 100 > coverage.possible() * TOO_MANY;
    }

    private void open(Watched watched, Area county, Coverage coverage) {
        LocalDate today = CityTime.today(clock);
        String month = YearMonth.from(today).toString();
        NewItem item = NewItem.of(
                "%s：%s%s逾期 %d 人".formatted(county.name(), watched.title, watched.what, coverage.late()),
                county.code(),
                null,
                Map.of(
                        "programme",
                        watched.title,
                        "service",
                        watched.what,
                        "month",
                        month,
                        "people",
                        Long.toString(coverage.late())),
                "overdue:%s/%s:%s:%s".formatted(watched.programme, watched.service, county.code(), month));
        opening.open("应做尽做", "overdue-duty", item.rows(towns(watched, county)));
    }

    private List<NewItem.Row> towns(Watched watched, Area county) {
        List<Area> towns = areas.children(county.code());
        Map<String, Coverage> found = coverages.of(
                watched.programme,
                watched.service,
                towns.stream().map(Area::code).toList());
        return towns.stream()
                .map(town -> Map.entry(town, late(found, town)))
                .filter(line -> line.getValue() > 0)
                .sorted(Map.Entry.<Area, Long>comparingByValue().reversed())
                .limit(TOWNS)
                .map(line -> new NewItem.Row(
                        line.getKey().name() + " 逾期 " + line.getValue() + " 人",
                        "/staff/programmes/%s/%s?area=%s"
                                .formatted(
                                        watched.programme,
                                        watched.service,
                                        line.getKey().code())))
                .toList();
    }

    private static long late(Map<String, Coverage> found, Area town) {
        Coverage coverage = found.get(town.code());
        return coverage == null ? 0 : coverage.late();
    }
}
