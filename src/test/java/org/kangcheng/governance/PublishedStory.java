package org.kangcheng.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.SignedInAs;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;

/** What items add up to is counted, set against residents and institutions; what was granted is public and can be checked. */
@AutoConfigureMockMvc
class PublishedStory extends GovernancePlatform {
    @Autowired
    MockMvc mvc;

    @Autowired
    Certificates certificates;

    @Autowired
    Items published;

    @Test
    void placesOfNurseriesCountWhileTheyAreOpen() throws Exception {
        long before = sum("nursery", "places");
        Items.Seen nursery = nursery("甲园", 60);
        assertThat(sum("nursery", "places")).as("not before it is filed").isEqualTo(before);
        nursery = moved(nursery, "file", given -> given.proof("承诺书.pdf", pdf()).fields(Map.of("receipt", "1 号")));
        assertThat(sum("nursery", "places")).isEqualTo(before + 60);
        nursery = moved(
                nursery,
                "change",
                given -> given.note("扩班").proof("批复.pdf", pdf()).fields(Map.of("places", "80", "carers", "14")));
        assertThat(sum("nursery", "places")).isEqualTo(before + 80);
        mvc.perform(get("/staff/registers/nursery/figures").with(SignedInAs.actor(commission("甲"))))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("托位")));
        mvc.perform(get("/public/registers/nursery"))
                .andExpect(content().string(containsString("甲园")))
                .andExpect(content().string(not(containsString("10000000005"))));
        Item item = items.find(nursery.id().shard(), nursery.id().key()).orElseThrow();
        mvc.perform(get("/public/check").param("code", certificates.code(item)))
                .andExpect(content().string(containsString("托育机构备案回执")))
                .andExpect(content().string(containsString("有效")));
        moved(nursery, "close", given -> given.note("自愿停办"));
        assertThat(sum("nursery", "places")).isEqualTo(before);
        mvc.perform(get("/public/check").param("code", certificates.code(item)))
                .andExpect(content().string(containsString("无效")));
    }

    @Test
    void everybodyReadsWhatIsPublishedAndNothingElse() throws Exception {
        mvc.perform(get("/public/registers"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("行政许可公示")));
        mvc.perform(get("/public/registers/licence")).andExpect(status().isOk());
        mvc.perform(get("/public/registers/hotline")).andExpect(status().isNotFound());
        mvc.perform(get("/public/check").param("code", "RX20260101-000001-00000000"))
                .andExpect(content().string(containsString("没有这个查验码")));
    }

    /** As another module opens an item: with what it is for, once. */
    @Test
    void anItemThatOpenedItselfHoldsTheRowsThatItIsFor() throws Exception {
        NewItem fall = NewItem.of(
                        "名次下降：某县",
                        PLACE,
                        hospital().institutionId(),
                        Map.of("cause", "考核名次下降", "reason", "由第 2 名降至第 7 名"),
                        "fall:" + UUID.randomUUID())
                .rows(List.of(new NewItem.Row("第 7 名，上期第 2 名", "/staff/registers")));
        Actor system = Actor.system("绩效考核");
        Items.Outcome.Done first = (Items.Outcome.Done) published.open(system, "talk", fall);
        Items.Outcome.Done second = (Items.Outcome.Done) published.open(system, "talk", fall);
        assertThat(first.anew()).isTrue();
        assertThat(second.anew()).isFalse();
        assertThat(published.from("talk", fall.origin()))
                .hasValueSatisfying(
                        seen -> assertThat(seen.number()).isEqualTo(first.item().number()));
        mvc.perform(get("/staff/items/" + first.item().id()).with(SignedInAs.actor(commission("甲"))))
                .andExpect(content().string(containsString("第 7 名，上期第 2 名")));
    }

    private Items.Seen nursery(String name, int places) {
        Map<String, String> fields = Map.of(
                "name",
                name,
                "kind",
                "托育机构",
                "registered",
                "民政",
                "places",
                Integer.toString(places),
                "carers",
                "12",
                "contact",
                "10000000005");
        return ((Items.Outcome.Done) published.open(
                        commission("甲"),
                        "nursery",
                        NewItem.of(name, PLACE, null, fields, UUID.randomUUID().toString())))
                .item();
    }

    private Items.Seen moved(Items.Seen item, String moveId, java.util.function.UnaryOperator<Items.Given> with) {
        Items.Outcome outcome = published.move(
                commission("甲"),
                item.id(),
                moveId,
                with.apply(Items.Given.nothing(item.steps(), UUID.randomUUID().toString())));
        assertThat(outcome).as(outcome.toString()).isInstanceOf(Items.Outcome.Done.class);
        return ((Items.Outcome.Done) outcome).item();
    }

    private static byte[] pdf() {
        return "%PDF-1.4\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
    }

    private long sum(String register, String id) {
        return figures.sums(registers.require(register), List.of(PLACE))
                .getOrDefault(id, Map.of())
                .getOrDefault(PLACE, 0L);
    }
}
