package org.kangcheng.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestDatabase;
import org.kangcheng.access.Actor;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.definition.Definition;
import org.kangcheng.definition.Definitions;
import org.kangcheng.definition.MadeDefinitions;
import org.kangcheng.definition.UnsoundException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;

/** What a newer platform finds in an older one's database: newer shipped registers, changed ones, stricter checks. */
@AutoConfigureMockMvc
class UpgradedRegistersStory extends GovernancePlatform {
    private static final String TEXT = """
            engine: register
            id: %s
            title: 升级的台账
            version: %d
            source: 测试
            from: 2020-01-01
            prefix: SJ
            opens: {by: [COMMISSION]}
            form: {fields: [{id: what, label: 事由, kind: text}]}
            states:
              - {id: told, title: 已交办}
              - {id: doing, title: 办理中}
              - {id: done, title: 已办结, end: true}
            deadlines: [{promised: {working: 5}}]
            moves:
              - {id: take, title: 开办, from: [told], to: doing, by: [COMMISSION]}
              - {id: finish, title: 办结, from: [doing], to: done, by: [COMMISSION], needs: [note]}
            examples:
              - fields: {what: 修路}
                story:
                  - {move: finish, as: COMMISSION, note: 好了, refused: wrong-state}
                  - {move: take, as: COMMISSION}
                  - {move: finish, as: COMMISSION, note: 好了}
                ends: done
            """;
    private static final Definitions DEFINITIONS = new Definitions(List.of(new RegisterEngine()));

    @Autowired
    MockMvc mvc;

    @Autowired
    RegisterTable table;

    @Autowired
    MadeDefinitions made;

    @Test
    void aNewerShippedVersionIsInForceWithTheNextStartUnlessAPageChangedIt() throws Exception {
        Definition first = shipped("story-brought", 1);
        registers.keepUp(List.of(first));
        assertThat(registers.find("story-brought"))
                .as("in production nothing is in force until somebody has read it")
                .isEmpty();
        assertThat(registers.offers(List.of(first))).containsExactly(new Registers.Offer(first, 0));

        registers.putInForce(commission("法规科"), first.file(), first.text());
        registers.keepUp(List.of(shipped("story-brought", 2)));
        registers.keepUp(List.of(shipped("story-brought", 2)));
        assertThat(version("story-brought")).isEqualTo(2);

        registers.putInForce(commission("法规科"), text("story-brought", 3));
        Definition newest = shipped("story-brought", 4);
        registers.keepUp(List.of(newest));
        assertThat(version("story-brought")).as("what a page changed stays").isEqualTo(3);
        assertThat(registers.offers(List.of(newest))).containsExactly(new Registers.Offer(newest, 3));
    }

    @Test
    void whatIsShippedIsReadAndTakenOverOnThePage() throws Exception {
        Definition hotline = DEFINITIONS.shipped().stream()
                .filter(it -> it.id().equals("hotline"))
                .findFirst()
                .orElseThrow();
        mvc.perform(get("/staff/register-definitions/hotline")
                        .param("version", Integer.toString(hotline.version()))
                        .with(SignedInAs.actor(commission("法规科"))))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("12345 热线")));
        mvc.perform(post("/staff/register-definitions")
                        .param("text", text("story-page", 1))
                        .with(SignedInAs.actor(commission("法规科"))))
                .andExpect(status().is3xxRedirection());
        assertThat(made.newest(RegisterEngine.NAME, "story-page").orElseThrow().file())
                .isEqualTo("page");
        assertThat(made.newest(RegisterEngine.NAME, "hotline").orElseThrow().file())
                .as("what is taken as it is shipped stays the platform's")
                .isEqualTo("hotline.yaml");
        assertThatThrownBy(() ->
                        registers.putInForce(commission("法规科"), hotline.text().replace("\n", "\r\n")))
                .isInstanceOf(UnsoundException.class)
                .hasMessageContaining("已有第 " + hotline.version() + " 版");
    }

    @Test
    void theVersionBeforeTakesThePlaceOfOneThatStricterChecksFindUnsound() throws Exception {
        Actor commission = commission("法规科");
        registers.putInForce(commission, text("story-strict", 1));
        registers.putInForce(commission, text("story-strict", 2));
        Item item = opened(commission, "story-strict", "修路", Map.of("what", "修路"));

        spoil("story-strict", "from: [doing], to: done", "from: [told], to: done");
        Registers newer = new Registers(table, made, clock);
        assertThat(newer.all()).as("the others are not taken along").hasSameSizeAs(registers.all());
        assertThat(newer.require("story-strict").register().definition().version())
                .isEqualTo(1);
        assertThat(newer.unsound()).anySatisfy(it -> {
            assertThat(it.id()).isEqualTo("story-strict");
            assertThat(it.version()).isEqualTo(2);
            assertThat(it.instead()).isEqualTo(1);
            assertThat(it.findings()).anyMatch(finding -> finding.why().contains("没有出路"));
        });
        assertThat(newer.of(item).movesFrom("told"))
                .as("an item goes on as it is written")
                .hasSize(2);

        spoil("story-strict", "by: [COMMISSION], needs", "by: [WIZARD], needs");
        Register unreadable = new Registers(table, made, clock).of(item);
        assertThat(unreadable.moves()).as("what cannot be read moves nothing").isEmpty();
        assertThat(unreadable.state("told").title()).isEqualTo("已交办");

        spoil("story-strict", "engine: register", "engine: register\nsqueak: 1");
        assertThat(new Registers(table, made, clock).of(item).title()).isEqualTo("升级的台账");

        registers.putInForce(commission, text("story-strict", 3));
        mvc.perform(get("/staff/register-definitions").with(SignedInAs.actor(commission)))
                .andExpect(status().isOk());
        assertThat(registers.unsound()).noneMatch(it -> it.id().equals("story-strict"));
        assertThat(version("story-strict")).isEqualTo(3);
    }

    @Test
    void whereThereIsNoVersionBeforeNothingNewIsOpenedAndThePageSaysWhy() throws Exception {
        Actor commission = commission("法规科");
        registers.putInForce(commission, text("story-alone", 1));
        spoil("story-alone", "from: [doing], to: done", "from: [told], to: done");
        registers.putInForce(commission, text("story-another", 1)); // what is known is read anew
        assertThat(registers.find("story-alone")).isEmpty();
        mvc.perform(get("/staff/register-definitions").with(SignedInAs.actor(commission)))
                .andExpect(content().string(containsString("story-alone（第 1 版）")))
                .andExpect(content().string(containsString("已停止登记")))
                .andExpect(content().string(containsString("没有出路")));
        mvc.perform(get("/staff/registers").with(SignedInAs.actor(commission))).andExpect(status().isOk());
        registers.putInForce(commission, text("story-alone", 2));
        assertThat(version("story-alone")).isEqualTo(2);
    }

    @Test
    void whereARegisterHasEndedNothingNewIsOpenedAndWhatIsOpenGoesOn() throws Exception {
        Actor commission = commission("法规科");
        registers.putInForce(commission, text("story-ended", 1).replace("prefix: SJ", "until: 2099-01-01\nprefix: SJ"));
        Item last = opened(commission, "story-ended", "最后一件", Map.of("what", "修路"));
        spoil("story-ended", "until: 2099-01-01", "until: 2024-01-01");
        registers.putInForce(commission, text("story-beside", 1)); // what is known is read anew
        NewItem late = NewItem.of("又一件", PLACE, null, Map.of("what", "修路"), "late");
        assertThat(open.open(commission, "story-ended", late))
                .isInstanceOfSatisfying(
                        OpenResult.NotOpened.class,
                        it -> assertThat(it.refusal().code()).isEqualTo("register-ended"));
        assertThat(moved(commission, last, "take").state()).isEqualTo("doing");
    }

    @Test
    void whatNobodyCanReadAnyMoreHoldsUpNoAlarm() throws Exception {
        Actor commission = commission("法规科");
        registers.putInForce(commission, text("story-lost", 1));
        Item lost = opened(commission, "story-lost", "读不出的", Map.of("what", "修路"));
        items.alarmOn(lost, today());
        spoil("story-lost", "states:", "stages:");
        registers.putInForce(commission, text("story-next", 1)); // what is known is read anew
        alarms.ring();
        assertThat(items.ringing(today(), 1000)).extracting(Item::id).doesNotContain(lost.id());
        assertThat(items.ringing(today().plusDays(1), 1000))
                .extracting(Item::id)
                .contains(lost.id());
        spoil("story-lost", "stages:", "states:");
        registers.putInForce(commission, text("story-next", 2));
    }

    private static String text(String id, int version) {
        return TEXT.formatted(id, version);
    }

    private static Definition shipped(String id, int version) throws UnsoundException {
        return DEFINITIONS.read(id + ".yaml", text(id, version));
    }

    private int version(String id) {
        return registers.require(id).register().definition().version();
    }

    /** As if the newest version had been put in force when less was asked of it. */
    private static void spoil(String id, String sound, String unsound) throws Exception {
        try (var connection = TestDatabase.access().connectAsOwner();
                var update = connection.prepareStatement("""
                        update definition.version v set text = replace(text, ?, ?)
                         where engine = 'register' and id = ?
                           and version = (select max(version) from definition.version o where o.engine = v.engine and o.id = v.id)
                        """)) {
            update.setString(1, sound);
            update.setString(2, unsound);
            update.setString(3, id);
            assertThat(update.executeUpdate()).isEqualTo(1);
        }
    }
}
