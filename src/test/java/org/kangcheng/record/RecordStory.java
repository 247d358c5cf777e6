package org.kangcheng.record;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.Merges;
import org.kangcheng.kernel.Slice;
import org.springframework.beans.factory.annotation.Autowired;

/** What is filed stands in the record for ever, in all its versions and under all of a person's keys. */
class RecordStory extends RecordPlatform {
    @Autowired
    private Clock clock;

    @Autowired
    Timeline timeline;

    @Autowired
    Trends trends;

    @Autowired
    Alerts alerts;

    @Autowired
    Grants grants;

    @Autowired
    Merges merges;

    private List<String> titles(Timeline.Filter filter) {
        return timeline.of(person, filter, null, 50).items().stream()
                .map(TimelineEntry::title)
                .toList();
    }

    @Test
    void theNewestComesFirst() {
        condition("感冒", SPRING, null);
        condition("骨折", SPRING.plus(Duration.ofDays(9)), null);
        condition("水痘", SPRING.minus(Duration.ofDays(9000)), null);
        assertThat(titles(Timeline.Filter.ALL)).containsExactly("骨折", "感冒", "水痘");
        assertThat(titles(Timeline.Filter.of(Kind.RESULT))).isEmpty();
    }

    @Test
    void pagesMissNothingAndRepeatNothing() {
        for (int at = 0; at < 7; at++) {
            condition("第" + at, SPRING, null);
        }
        List<String> seen = new ArrayList<>();
        String next = null;
        do {
            Slice<TimelineEntry> page = timeline.of(person, Timeline.Filter.ALL, next, 3);
            page.items().forEach(entry -> seen.add(entry.title()));
            next = page.next();
        } while (next != null);
        assertThat(seen).containsExactly("第6", "第5", "第4", "第3", "第2", "第1", "第0");
    }

    @Test
    void filedAgainWithTheSameKeyItIsTheSameEntry() {
        EntryId first = condition("感冒", SPRING, "visit:1");
        assertThat(condition("感冒", SPRING, "visit:1")).isEqualTo(first);
        assertThat(titles(Timeline.Filter.ALL)).hasSize(1);
    }

    @Test
    void aRevisionKeepsWhatWasBefore() {
        EntryId id = result(person, "5.60", SPRING);
        Entry first = entries.read(id).orElseThrow();
        var changed = FhirJson.read(first.json());
        changed.put("status", "corrected");
        Entry second = entries.revise(first, changed).orElseThrow();

        assertThat(second.version()).isEqualTo(2);
        assertThat(entries.history(id)).extracting(Entry::version).containsExactly(2, 1);
        assertThat(entries.history(id).getLast().json()).isEqualTo(first.json());
        assertThat(text(first)).contains("5.60").contains("\"versionId\":\"1\"");
        assertThat(entries.revise(first, changed)).isEmpty();
    }

    private static String text(Entry entry) {
        return new String(entry.json(), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsRemovedLeavesTheTimelineAndNotTheHistory() {
        EntryId id = condition("误诊", SPRING, null);
        Optional<Entry> removed = entries.remove(entries.read(id).orElseThrow());
        assertThat(removed).get().extracting(Entry::deleted).isEqualTo(true);
        assertThat(titles(Timeline.Filter.ALL)).isEmpty();
        assertThat(entries.history(id)).hasSize(2);
    }

    @Test
    void whatOneKeyHadTheOtherShows() {
        long other = enrolled("闻二");
        condition("甲", SPRING, null);
        result(other, "5.5", SPRING.plusSeconds(1));
        assertThat(merges.merge(Actor.system("测试"), other, person, "同一人")).isEmpty();

        assertThat(titles(Timeline.Filter.ALL)).containsExactly("血糖", "甲");
        assertThat(timeline.of(other, Timeline.Filter.ALL, null, 9).items()).hasSize(2);
        assertThat(result(other, "5.7", SPRING).shard()).isEqualTo(person);
        assertThat(trends.of(other, "1558-6")).hasSize(2);
    }

    @Test
    void resultsBecomeATrend() {
        result(person, "7.2", SPRING.plus(Duration.ofDays(30)));
        result(person, "5.60", SPRING);
        List<Trends.Point> points = trends.of(person, "1558-6");
        assertThat(points).extracting(point -> point.value().toString()).containsExactly("5.60", "7.2");
        assertThat(points).extracting(Trends.Point::outside).containsExactly(false, true);
        assertThat(trends.measures(person))
                .singleElement()
                .extracting(Trends.Measure::results)
                .isEqualTo(2L);
    }

    @Test
    void anAllergyIsAnAlertUntilItIsRefuted() {
        EntryId id = allergy("confirmed");
        assertThat(alerts.of(person)).singleElement().satisfies(alert -> {
            assertThat(alert.level()).isEqualTo(Alerts.Level.DANGER);
            assertThat(alert.text()).isEqualTo("青霉素:皮疹");
        });
        var refuted = FhirJson.read(allergyJson("refuted").getBytes(StandardCharsets.UTF_8));
        entries.revise(entries.read(id).orElseThrow(), refuted);
        assertThat(alerts.of(person)).isEmpty();
    }

    private EntryId allergy(String certainty) {
        return entries.file(new NewEntry(
                person,
                hospital.institutionId(),
                "AllergyIntolerance",
                null,
                "青霉素",
                null,
                "active",
                SPRING,
                null,
                allergyJson(certainty),
                null));
    }

    private static String allergyJson(String certainty) {
        return """
                {"resourceType":"AllergyIntolerance","criticality":"high","code":{"text":"青霉素"},
                 "clinicalStatus":{"coding":[{"code":"active"}]},"verificationStatus":{"coding":[{"code":"%s"}]},
                 "reaction":[{"manifestation":[{"text":"皮疹"}]}]}""".formatted(certainty);
    }

    @Test
    void aGrantEndsByItself() {
        long institution = hospital.institutionId();
        Instant now = clock.instant();
        grants.grant(person, institution, "visit:1", now.plusSeconds(60));
        assertThat(grants.holds(person, institution, now.plusSeconds(30))).isTrue();
        assertThat(grants.holds(person, institution, now.plusSeconds(90))).isFalse();
        assertThat(grants.holds(person, institution + 1, now.plusSeconds(30))).isFalse();
        grants.grant(person, institution, "visit:1", now.plusSeconds(120));
        assertThat(grants.holds(person, institution, now.plusSeconds(90))).isTrue();
    }
}
