package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.identity.Merges;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.indicator.Figure;
import org.kangcheng.indicator.FigureProofs;
import org.kangcheng.indicator.Indicator;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.indicator.Place;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;

/** A visit is counted by its grade as soon as it is recorded, for its village and for whoever made it; a person by her last. */
@AutoConfigureMockMvc
class OwnFigureStory extends ProgrammePlatform {
    private static final Actor WORKER = new Actor(
            Actor.Kind.STAFF,
            "own-figures",
            "钱数字",
            Set.of(Role.VILLAGE_DOCTOR),
            null,
            null,
            null,
            TestPeople.VILLAGE,
            null,
            false);

    @Autowired
    ShippedProgrammes shipped;

    @Autowired
    Indicators indicators;

    @Autowired
    FigureProofs proofs;

    @Autowired
    Merges merges;

    @Autowired
    MockMvc mvc;

    @Autowired
    Deliver deliver;

    @Test
    void controlledOrNotIsInTheFigureAndOnHerOwnPage() throws Exception {
        assertThat(mine()).contains("还没有您登记的");
        Figure before = figure("hypertension-controlled");
        record(diagnosed("孙控好"), today(), "128", "own-1");
        record(diagnosed("孙偏高"), today(), "165", "own-2");

        Figure after = figure("hypertension-controlled");
        assertThat(after.numerator()).isEqualTo(before.numerator() + 1);
        assertThat(after.denominator()).isEqualTo(added(before, 2));
        assertThat(mine()).contains("高血压随访控制率", "50.0%", "1 ÷ 2", "高血压随访次数");
    }

    /** 最近一次随访达标 ÷ 年内管理: however often she was visited, a person counts once, as she was found last. */
    @Test
    void aPersonCountsOnceAYearAsSheWasFoundLast() {
        Figure before = figure("blood-pressure-controlled");
        long person = diagnosed("周两次");
        LocalDate earlier = today().minusDays(20);
        int thisYear = earlier.getYear() == today().getYear() ? 1 : 0;

        record(person, earlier, "165", "twice-1");
        assertAdded(before, 0, thisYear);

        record(person, today(), "128", "twice-2");
        assertAdded(before, 1, 1);

        deliver.takeBack(WORKER, person, "twice-2", "量错了人，作废");
        assertAdded(before, 0, thisYear);
    }

    /** Two keys that are one person count once, by the later of their visits; and each by its own when they are two again. */
    @Test
    void whoseKeysAreMergedCountsOnce() {
        Figure before = figure("blood-pressure-controlled");
        long one = diagnosed("吴同一");
        long same = diagnosed("吴同壹");
        long third = diagnosed("吴又是");
        record(one, today(), "165", "merged-1");
        record(same, today(), "128", "merged-2");
        record(third, today(), "170", "merged-3");
        assertAdded(before, 1, 3);

        assertThat(merges.merge(DESK, one, same, "同一人")).isEmpty();
        assertAdded(before, 1, 2);
        assertProved();
        // The later visit is the third's: the two before it give way.
        assertThat(merges.merge(DESK, same, third, "同一人")).isEmpty();
        assertAdded(before, 0, 1);
        assertProved();

        assertThat(merges.split(DESK, same, "不是同一人")).isEmpty();
        assertAdded(before, 1, 2);
        assertProved();

        deliver.takeBack(WORKER, third, "merged-3", "量错了人，作废");
        assertAdded(before, 1, 1);
        assertThat(merges.split(DESK, one, "不是同一人")).isEmpty();
        assertAdded(before, 1, 2);
        assertProved();
    }

    /** A visit that is recorded while the keys are merged is before the merge or after it, and never counted beside it. */
    @Test
    void whoIsVisitedWhileHerKeysAreMergedCountsOnce() throws Exception {
        int pairs = 6;
        Figure before = figure("blood-pressure-controlled");
        List<Callable<Object>> hands = new ArrayList<>();
        for (int n = 0; n < pairs; n++) {
            long one = diagnosed("郑同时");
            long same = diagnosed("郑也是");
            record(one, today(), "165", "race-first-" + n);
            String key = "race-" + n;
            hands.add(() -> merges.merge(DESK, one, same, "同一人"));
            hands.add(() -> deliver(same, "128", key));
        }
        try (ExecutorService threads = Executors.newFixedThreadPool(2 * pairs)) {
            for (Future<Object> done : threads.invokeAll(hands)) {
                assertThat(done).succeedsWithin(Duration.ofSeconds(20));
            }
        }
        settle();
        assertThat(figure("blood-pressure-controlled").denominator()).isEqualTo(added(before, pairs));
        assertProved();
    }

    private void assertProved() {
        FigureProofs.Outcome outcome =
                proofs.of(List.of(indicators.find("blood-pressure-controlled").orElseThrow()));
        assertThat(outcome.filled()).containsExactly("blood-pressure-controlled");
        assertThat(outcome.disagreements()).isEmpty();
    }

    private void assertAdded(Figure before, int controlled, int people) {
        Figure now = figure("blood-pressure-controlled");
        assertThat(now.numerator()).isEqualTo(before.numerator() + controlled);
        assertThat(now.denominator()).isEqualTo(added(before, people));
    }

    private static long added(Figure before, int n) {
        return Objects.requireNonNullElse(before.denominator(), 0L) + n;
    }

    private long diagnosed(String name) {
        shipped.ensure();
        long person = enrol(TestPeople.called(name));
        facts.tell(person, FactKind.DIAGNOSIS, "HYPERTENSION", today().minusDays(60), null, "TEST");
        settle();
        return person;
    }

    private void record(long person, LocalDate on, String systolic, String key) {
        assertThat(record(WORKER, person, programmes.find("hypertension").orElseThrow(), on, typed(systolic), key))
                .isInstanceOf(Deliver.Outcome.Recorded.class);
    }

    private Deliver.Outcome deliver(long person, String systolic, String key) {
        return record(WORKER, person, programmes.find("hypertension").orElseThrow(), today(), typed(systolic), key);
    }

    private static Map<String, String> typed(String systolic) {
        return Map.of("sbp", systolic, "dbp", "80", "medication", "规律", "side_effect", "否", "complication", "否");
    }

    private Figure figure(String id) {
        Indicator indicator = indicators.find(id).orElseThrow();
        return indicators.value(indicator, Place.area(TestPeople.VILLAGE), indicators.current(indicator));
    }

    private String mine() throws Exception {
        return mvc.perform(get("/staff/mine").with(SignedInAs.actor(WORKER)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }
}
