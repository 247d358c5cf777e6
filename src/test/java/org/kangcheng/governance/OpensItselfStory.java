package org.kangcheng.governance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.BreakGlassRead;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
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
    Items published;

    @Test
    void aSignOfMadeUpDataIsLookedInto() throws Exception {
        long id = Math.abs(UUID.randomUUID().getMostSignificantBits());
        SignRaised sign = new SignRaised(
                id, "equal-readings", "数值雷同", "7", "某村医", hospital().institutionId(), PLACE + "001001", today());
        signs.on(sign);
        signs.on(sign);
        Item item = item("data-sign", "sign:" + PublicId.encode(id));
        assertThat(item.unit()).isEqualTo(hospital().institutionId());
        assertThat(steps.of(item)).hasSize(1);
        assertThat(steps.of(item).getFirst().detail()).containsKey("rows");
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
