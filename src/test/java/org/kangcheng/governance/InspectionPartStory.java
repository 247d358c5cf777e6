package org.kangcheng.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;

import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kangcheng.access.Actor;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.attachment.Attachments;
import org.kangcheng.offline.OfflinePart;
import org.kangcheng.offline.OfflinePart.Outcome;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What an inspector's phone takes along and brings back: her own checklists, once, with their photos before them. */
@AutoConfigureMockMvc
class InspectionPartStory extends GovernancePlatform {
    private static final byte[] JPEG = {(byte) 0xff, (byte) 0xd8, (byte) 0xff, 1, 2, 3};
    private static final String ANSWERS = """
            {"open_hours": "是", "on_duty": "否", "records_true": "是", "drugs": "是", "waste": "是", "policy": "不涉及",
             "visit_place": "36.456214,115.98543,12"}""";

    @Autowired
    MockMvc mvc;

    @Autowired
    InspectionPart part;

    @Autowired
    Attachments attachments;

    @Autowired
    Evidence evidence;

    @Autowired
    JsonMapper json;

    private final Actor inspector = commission("检查员" + UUID.randomUUID());
    private Item round = nothing();
    private Item checklist = nothing();

    @SuppressWarnings("NullAway") // filled before each test
    private static Item nothing() {
        return null;
    }

    @BeforeEach
    void aChecklistOfHers() {
        OpenResult inspection = open.open(
                inspector,
                "inspection",
                NewItem.of(
                                "第一轮",
                                PLACE,
                                hospital().institutionId(),
                                Map.of("kind", "四不两直", "group", "第一组", "leader", "张组长", "matters", "随访"),
                                UUID.randomUUID().toString())
                        .dueOn(today().plusDays(30)));
        round = ((OpenResult.Opened) inspection).item();
        checklist = moved(inspector, checklist("某某村卫生室"), "claim");
    }

    @Test
    void sheTakesAlongWhatIsHersAndStillOpen() {
        Item anothers = moved(commission("别人"), checklist("别的村"), "claim");
        OfflinePart.Download download = part.download(inspector, Map.of("gone-id", "x"), 10);
        assertThat(download.changed()).singleElement().satisfies(item -> {
            assertThat(item.id()).isEqualTo(checklist.id().toString());
            assertThat(item.content()).contains("某某村卫生室", checklist.number());
        });
        assertThat(download.gone()).containsExactly("gone-id");
        assertThat(download.about().content()).contains("现场检查", "未能检查", "不涉及").doesNotContain("指定检查人");
        assertThat(download.changed().toString()).doesNotContain(anothers.number());
        String digest = download.changed().getFirst().digest();
        assertThat(part.download(inspector, Map.of(checklist.id().toString(), digest), 10)
                        .changed())
                .isEmpty();
        assertThat(part.serves(inspector)).isTrue();
        assertThat(part.serves(manager("院长"))).isFalse();
    }

    @Test
    void nothingIsClosedBeforeItsPhotoIsThere() throws Exception {
        String key = UUID.randomUUID().toString();
        JsonNode entry = entry(checklist, "check", "", ANSWERS);
        assertThat(code(part.take(inspector, key, entry))).isEqualTo("evidence-missing");
        attachments.keep(inspector, part.owner(inspector, entry).orElseThrow(), key, 1, JPEG);
        assertThat(part.take(inspector, key, entry)).isInstanceOf(Outcome.Taken.class);
        Item closed = again(checklist);
        assertThat(closed.state()).isEqualTo("closed");
        assertThat(closed.fields()).containsEntry("on_duty", "否").containsEntry("policy", "不涉及");
        Step step = steps.of(closed).getLast();
        assertThat(step.detail().get("fields"))
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .as("where she was stands in the chained step")
                .containsEntry("visit_place", "36.45621,115.98543,12")
                .doesNotContainKey("visit_unshared");
        assertThat(ItemView.files(step)).singleElement().satisfies(file -> {
            assertThat(file.photo()).isTrue();
            assertThat(evidence.read(closed.shard(), file)).isEqualTo(JPEG);
        });

        assertThat(part.take(inspector, key, entry))
                .as("the answer was lost and the phone sends again")
                .isInstanceOf(Outcome.Taken.class);
        assertThat(again(checklist).steps()).isEqualTo(closed.steps());
        assertThat(part.download(inspector, Map.of(), 10).changed()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'36.456214,115.98543,12', 在东昌府区",
        "'36.114392,115.79182', 不在事项所在的东昌府区（在阳谷县）",
        "'30.25,120.17', 不在本市",
    })
    void whereAPhoneWasIsComparedWithTheCountyOfTheItem(String place, String told) throws Exception {
        String key = UUID.randomUUID().toString();
        String answers = ANSWERS.replaceFirst("\"visit_place\": \"[^\"]*\"", "\"visit_place\": \"" + place + "\"");
        attachments.keep(inspector, checklist.shard(), key, 1, JPEG);
        assertThat(part.take(inspector, key, entry(checklist, "check", "", answers)))
                .isInstanceOf(Outcome.Taken.class);
        mvc.perform(get("/staff/items/" + checklist.id()).with(SignedInAs.actor(inspector)))
                .andExpect(content().string(containsString(">" + told + "<")));
    }

    @Test
    void whoDoesNotShareWhereSheIsSaysWhyAndEverybodyReadsIt() throws Exception {
        String key = UUID.randomUUID().toString();
        String silent = ANSWERS.replaceFirst("(?s),\\s*\"visit_place\".*", "}");
        attachments.keep(inspector, checklist.shard(), key, 1, JPEG);
        assertThat(part.take(inspector, key, entry(checklist, "check", "", silent)))
                .isInstanceOfSatisfying(
                        Outcome.Unsound.class, no -> assertThat(no.problems()).containsOnlyKeys("visit_unshared"));
        String told = silent.replace("}", ", \"visit_unshared\": \"手机没有定位\"}");
        assertThat(part.take(inspector, key, entry(checklist, "check", "", told)))
                .isInstanceOf(Outcome.Taken.class);
        mvc.perform(get("/staff/items/" + checklist.id()).with(SignedInAs.actor(inspector)))
                .andExpect(content().string(containsString("未提供现场位置，原因")))
                .andExpect(content().string(containsString("手机没有定位")));
    }

    @Test
    void aReminderMeanwhileIsNoReasonToAskHer() {
        String key = UUID.randomUUID().toString();
        tend.comment(commission("组长"), checklist.id(), "请尽快");
        assertThat(part.take(inspector, key, entry(checklist, "skip", "大门上锁", "{}")))
                .isInstanceOf(Outcome.Taken.class);
        assertThat(again(checklist).state()).isEqualTo("skipped");
    }

    @Test
    void whatCannotBeIsRefusedWithAReason() {
        String key = UUID.randomUUID().toString();
        assertThat(code(part.take(inspector, key, json.readTree("{\"item\": \"x\"}"))))
                .isEqualTo("bad-entry");
        assertThat(part.take(inspector, key, entry(checklist, "check", "", "{\"open_hours\": \"也许\"}")))
                .isInstanceOfSatisfying(
                        Outcome.Unsound.class, no -> assertThat(no.problems()).containsKeys("open_hours", "on_duty"));
        assertThat(code(part.take(inspector, key, entry(checklist, "assign", "", "{}"))))
                .isEqualTo("forbidden");
        Actor other = commission("别人" + UUID.randomUUID());
        assertThat(code(part.take(other, key, entry(checklist, "skip", "锁门", "{}"))))
                .isEqualTo("not-found");
        assertThat(part.owner(other, entry(checklist, "skip", "锁门", "{}"))).isEmpty();
        moved(inspector, checklist, "skip", "大门上锁", Map.of());
        assertThat(part.take(inspector, key, entry(checklist, "check", "", ANSWERS)))
                .isInstanceOfSatisfying(
                        Outcome.Refused.class, no -> assertThat(no.stands()).containsEntry("state", "未能检查"));
    }

    private Item checklist(String place) {
        OpenResult result = open.open(
                inspector,
                "checklist",
                NewItem.of(
                                place,
                                PLACE,
                                null,
                                Map.of("place", place),
                                UUID.randomUUID().toString())
                        .partOf(round.id()));
        assertThat(result).isInstanceOf(OpenResult.Opened.class);
        return ((OpenResult.Opened) result).item();
    }

    private JsonNode entry(Item item, String move, String note, String typed) {
        return json.readTree("{\"item\": \"%s\", \"state\": \"%s\", \"move\": \"%s\", \"note\": \"%s\", \"typed\": %s}"
                .formatted(item.id(), item.state(), move, note, typed));
    }

    private static String code(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Outcome.Refused.class);
        return ((Outcome.Refused) outcome).refusal().code();
    }
}
