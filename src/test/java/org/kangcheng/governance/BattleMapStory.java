package org.kangcheng.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refused;
import org.kangcheng.survey.PoorlyRated;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/** A goal, its task, the task's steps in their order; and the other registers that are shipped, walked by real hands. */
class BattleMapStory extends GovernancePlatform {
    @Autowired
    Evidence evidence;

    @Autowired
    Ids ids;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transaction;

    @Test
    void aGoalIsDoneWhenItsTasksAreAndTheyWhenTheirStepsAre() throws Exception {
        Item goal =
                part("goal", "建成示范村卫生室", Map.of("kind", "重点任务", "leader", "王主任", "own", "二十个"), null, List.of(), 90);
        assertThat(goal.terms().promisedOn()).isEqualTo(today().plusDays(90));
        Item task = part("task", "东昌府区五个", Map.of("person", "李科长"), goal, List.of(), 60);
        Item first = part("step", "选址", Map.of("person", "张三"), task, List.of(), 10);
        Item second = part("step", "施工", Map.of("person", "张三"), task, List.of(first.id()), 50);
        assertThat(List.of(task.shard(), first.shard(), second.shard())).containsOnly(goal.shard());

        assertThat(refusedWith(commission("甲"), goal, "claim")).isEqualTo("parts-open");
        task = moved(manager("科长"), task, "accept");
        second = moved(manager("科长"), second, "accept");
        assertThat(refusedWith(manager("科长"), second, "claim")).isEqualTo("earlier-open");
        finish(moved(manager("科长"), first, "accept"));
        finish(second);
        finish(task);
        goal = withEvidence(commission("甲"), goal, "claim");
        assertThat(refused(commission("甲"), goal, "confirm", "", Map.of())).isEqualTo("second-person");
        goal = moved(commission("乙"), goal, "confirm");
        assertThat(goal.open()).isFalse();
    }

    @Test
    void aPartBelongsToAnOpenWholeOfItsKind() {
        Item complaint = complaint();
        OpenResult no = open.open(
                commission("甲"),
                "task",
                new NewItem(
                        "错挂",
                        PLACE,
                        hospital().institutionId(),
                        Map.of("person", "李"),
                        today().plusDays(3),
                        complaint.id(),
                        List.of(),
                        UUID.randomUUID().toString(),
                        List.of(),
                        null));
        assertThat(((OpenResult.NotOpened) no).refusal().code()).isEqualTo("parent");
        OpenResult late = open.open(
                commission("甲"),
                "goal",
                new NewItem(
                        "昨天",
                        PLACE,
                        null,
                        Map.of("kind", "重点任务", "leader", "王", "own", "一"),
                        today().minusDays(1),
                        null,
                        List.of(),
                        UUID.randomUUID().toString(),
                        List.of(),
                        null));
        assertThat(((OpenResult.NotOpened) late).refusal().code()).isEqualTo("day");
    }

    @Test
    void aSuggestionIsGrabbedByWhoIsFirstAndJudgedByWhoMadeIt() {
        Actor villager = staff("村医老赵", Role.VILLAGE_DOCTOR, null, "371502001");
        Item item = opened(villager, "suggestion", "增设导诊台", Map.of("topic", "就医体验", "content", "入口没有人指路"));
        item = moved(manager("甲院"), item, "grab");
        assertThat(item.unit()).isEqualTo(hospital().institutionId());
        assertThat(refused(manager("乙院"), item, "grab", "", Map.of())).isEqualTo("wrong-state");
        item = moved(manager("甲院"), item, "answer", "已设两处", Map.of("adopted", "已采纳"));
        assertThat(refused(commission("甲"), item, "content-with", "", Map.of())).isEqualTo("forbidden");
        assertThat(moved(villager, item, "content-with").open()).isFalse();
    }

    @Test
    void aLicenceStandsStillWhileTheApplicantMendsItsPapers() throws Exception {
        Item item = opened(
                manager("院长"),
                "licence",
                "增设血液透析室",
                Map.of("matter", "变更登记", "applicant", "演示医院", "contact", "13800001234", "onsite", "否"));
        item = withEvidence(manager("院长"), item, "file");
        item = moved(commission("受理员"), item, "ask-missing", "缺平面图", Map.of());
        assertThat(item.light(today())).isEqualTo(Light.STOPPED);
        assertThat(item.terms().stoppedOn()).isEqualTo(today());
        item = withEvidence(manager("院长"), item, "supply");
        item = moved(commission("受理员"), item, "accept");
        assertThat(item.terms().promisedOn())
                .as("the time runs from the acceptance")
                .isEqualTo(Workdays.CHINA.plus(today(), 5));
        item = moved(commission("受理员"), item, "review", "合格", Map.of());
        item = moved(commission("决定人"), item, "grant", "", Map.of("decision", "示例〔2026〕1号"));
        item = moved(commission("受理员"), item, "deliver", "", Map.of("visits", "0", "channel", "邮寄"));
        assertThat(item.open()).isFalse();
    }

    @Test
    void aPoorRatingToldTwiceIsOneItemOfItsHospital() throws Exception {
        PoorlyRated rated = new PoorlyRated(77, clock.millis(), hospital().institutionId(), 1, 2, 5);
        for (int told = 0; told < 2; told++) {
            transaction.executeWithoutResult(_ -> events.publishEvent(rated));
        }
        long key = OpenItem.key("poor-rating", "visit:" + new PublicId(rated.personKey(), rated.visitId()));
        for (int tries = 0; tries < 200 && items.find(key, key).isEmpty(); tries++) {
            Thread.sleep(50);
        }
        Item item = items.find(key, key).orElseThrow();
        assertThat(item.unit()).isEqualTo(hospital().institutionId());
        assertThat(item.fields()).containsEntry("service", 1L).containsEntry("waiting", 2L);
        assertThat(steps.of(item)).hasSize(1);
        item = moved(manager("科长"), item, "explain", "当日停电", Map.of());
        assertThat(moved(commission("甲"), item, "confirm").open()).isFalse();
    }

    @Test
    void evidenceIsWhatItsContentSaysAndStaysWhatItWas() throws Exception {
        Actor who = commission("甲");
        long shard = ids.random();
        assertThatThrownBy(() -> evidence.keep(who, shard, "photo.png", "<html>".getBytes(StandardCharsets.UTF_8)))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.refusal().code()).isEqualTo("file-kind"));
        assertThatThrownBy(() -> evidence.keep(who, shard, "big.pdf", pdf(11 << 20)))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.refusal().code()).isEqualTo("attachment-size"));
        Evidence.Kept kept = evidence.keep(who, shard, "../../etc/passwd.pdf", pdf(100));
        assertThat(kept.name()).doesNotContain("/");
        assertThat(evidence.keep(who, shard, "again.pdf", pdf(100)).digest()).isEqualTo(kept.digest());
        assertThat(evidence.read(shard, kept)).isEqualTo(pdf(100));
        Evidence.Kept exchanged =
                new Evidence.Kept(kept.name(), "0".repeat(64), kept.size(), kept.type(), kept.entry(), kept.no());
        assertThatThrownBy(() -> evidence.read(shard, exchanged))
                .isInstanceOfSatisfying(
                        Refused.class, no -> assertThat(no.refusal().code()).isEqualTo("file-altered"));
        assertThatThrownBy(() -> evidence.read(shard + 1, kept)).isInstanceOf(Refused.class);
    }

    private Item part(
            String register,
            String title,
            Map<String, String> fields,
            @Nullable Item whole,
            List<PublicId> after,
            int days) {
        LocalDate day = today().plusDays(days);
        OpenResult result = open.open(
                commission("甲"),
                register,
                new NewItem(
                        title,
                        PLACE,
                        whole == null ? null : hospital().institutionId(),
                        fields,
                        day,
                        whole == null ? null : whole.id(),
                        after,
                        UUID.randomUUID().toString(),
                        List.of(),
                        null));
        assertThat(result).isInstanceOf(OpenResult.Opened.class);
        return ((OpenResult.Opened) result).item();
    }

    private void finish(Item item) throws Exception {
        moved(commission("甲"), withEvidence(manager("科长"), item, "claim"), "confirm");
    }

    private Item withEvidence(Actor actor, Item item, String moveId) throws Exception {
        MoveResult result = proved(actor, item, moveId);
        assertThat(result).isInstanceOf(MoveResult.Moved.class);
        return ((MoveResult.Moved) result).item();
    }

    private String refusedWith(Actor actor, Item item, String moveId) throws Exception {
        return ((MoveResult.NotMoved) proved(actor, item, moveId)).refusal().code();
    }

    private MoveResult proved(Actor actor, Item item, String moveId) throws Exception {
        return move.move(
                actor,
                item.id(),
                moveId,
                new MoveItem.Given(
                        item.steps(),
                        "见附件",
                        Map.of(),
                        null,
                        List.of(evidence.keep(actor, item.shard(), "证明.pdf", pdf(200))),
                        null,
                        UUID.randomUUID().toString()));
    }

    private static byte[] pdf(int size) {
        byte[] content = new byte[size];
        System.arraycopy("%PDF-1.7".getBytes(StandardCharsets.US_ASCII), 0, content, 0, 8);
        return content;
    }
}
