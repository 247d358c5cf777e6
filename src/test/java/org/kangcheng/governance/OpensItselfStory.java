package org.kangcheng.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.BreakGlassRead;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.programme.Looking;
import org.kangcheng.programme.SignRaised;
import org.kangcheng.survey.AnsweredBadly;
import org.springframework.beans.factory.annotation.Autowired;

/** What happens below opens an item, once, however often it is told. */
class OpensItselfStory extends GovernancePlatform {
    @Autowired
    OpenOnSignRaised signs;

    @Autowired
    OpenOnBreakGlass glass;

    @Autowired
    OpenOnAnsweredBadly answers;

    @Autowired
    OpenOnOverdue overdue;

    @Autowired
    Looking looking;

    @Autowired
    Areas areas;

    @Autowired
    Items published;

    @Test
    void aSignOfMadeUpDataIsLookedInto() throws Exception {
        long id = Math.abs(UUID.randomUUID().getMostSignificantBits());
        SignRaised sign = new SignRaised(
                id, "equal-readings", "数值雷同", "7", "某村医", hospital().institutionId(), PLACE + "001001", today(), 0);
        signs.on(sign);
        signs.on(sign);
        Item item = item("data-sign", "sign:" + PublicId.encode(id));
        assertThat(item.unit()).isEqualTo(hospital().institutionId());
        assertThat(steps.of(item)).hasSize(1);
        assertThat(steps.of(item).getFirst().detail()).containsKey("rows");
    }

    @Test
    void aSignThatComesUpAgainIsLookedIntoAnew() throws Exception {
        long id = Math.abs(UUID.randomUUID().getMostSignificantBits());
        String origin = "sign:" + PublicId.encode(id);
        signs.on(raised(id, 0));
        Item first = item("data-sign", origin);
        signs.on(raised(id, 2));
        assertThat(published.from("data-sign", origin + ":2"))
                .as("the first is open and goes on")
                .isEmpty();
        first = moved(commission("甲"), first, "dismiss", "已核实，记录属实", Map.of());
        assertThat(first.open()).isFalse();
        signs.on(raised(id, 4));
        signs.on(raised(id, 4));
        Item second = item("data-sign", origin + ":4");
        assertThat(steps.of(second)).hasSize(1);
        assertThat(steps.of(second).getFirst().detail().toString())
                .contains(first.number(), first.id().toString());
        assertThat(again(first).open()).isFalse();
    }

    private SignRaised raised(long id, int round) {
        return new SignRaised(
                id, "equal-readings", "数值雷同", "7", "某村医", hospital().institutionId(), PLACE + "001001", today(), round);
    }

    @Test
    void aReadingWithoutAGrantIsLookedIntoOnceADay() throws Exception {
        long person = Math.abs(UUID.randomUUID().getMostSignificantBits());
        for (long reading = 1; reading <= 3; reading++) {
            glass.on(new BreakGlassRead("9", "某医生", hospital().institutionId(), person, reading, clock.instant()));
        }
        Item item = item("break-glass", "glass:9:" + PublicId.encode(person) + ":" + CityTime.dayOf(clock.instant()));
        assertThat(steps.of(item)).hasSize(1);
        assertThat(item.title()).doesNotContain(PublicId.encode(person));
    }

    /** More than a tenth of those who can be followed up are late in a county: an item a month, with the towns that are behind. */
    @Test
    void overdueServicesOpenOneItemACountyAndMonth() throws Exception {
        looking.shipped();
        String county = areas.children("3715").getLast().code();
        String village = areas.villages().stream()
                .filter(area -> area.code().startsWith(county))
                .findFirst()
                .orElseThrow()
                .code();
        String origin = "overdue:hypertension/follow-up:%s:%s".formatted(county, YearMonth.from(today()));
        try (AutoCloseable _ = looking.late("hypertension", "follow-up", village, 4)) {
            overdue.look();
            assertThat(published.from("overdue-duty", origin))
                    .as("fewer than five")
                    .isEmpty();
        }
        try (AutoCloseable _ = looking.late("hypertension", "follow-up", village, 600)) {
            overdue.look();
            overdue.look();
        }
        Item item = item("overdue-duty", origin);
        assertThat(item.areaCode()).isEqualTo(county);
        assertThat(item.fields().get("people")).isEqualTo(600L);
        assertThat(steps.of(item)).hasSize(1);
        assertThat(steps.of(item).getFirst().detail().toString())
                .contains("逾期 600 人", "/staff/programmes/hypertension/follow-up?area=" + village.substring(0, 9));
    }

    @Test
    void aBadAnswerSaysWhatAndNotWho() throws Exception {
        long round = Math.abs(UUID.randomUUID().getMostSignificantBits());
        AnsweredBadly bad =
                new AnsweredBadly(round, 3, "第一轮", "电话", hospital().institutionId(), PLACE, List.of("等候时间"));
        answers.on(bad);
        answers.on(bad);
        Item item = item("survey-answer", "survey:" + PublicId.encode(round) + ":3");
        assertThat(item.fields()).containsEntry("answers", "等候时间").containsEntry("mode", "电话");
    }

    /** What is told is heard a moment later. */
    private Item item(String register, String origin) throws InterruptedException {
        for (int tried = 0; published.from(register, origin).isEmpty() && tried < 200; tried++) {
            Thread.sleep(50);
        }
        Items.Seen seen = published.from(register, origin).orElseThrow();
        return items.find(seen.id().shard(), seen.id().key()).orElseThrow();
    }
}
