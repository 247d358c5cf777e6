package org.kangcheng.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.kernel.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;
import tools.jackson.databind.json.JsonMapper;

/** Places are drawn by lot; the published script, which knows nothing of the platform, draws the same. */
@AutoConfigureMockMvc
class DrawStory extends GovernancePlatform {
    @Autowired
    MockMvc mvc;

    @Autowired
    Accounts accounts;

    @Autowired
    Draws draws;

    @Autowired
    JsonMapper json;

    @TempDir
    Path folder;

    @Test
    void anybodyCanRepeatIt() throws Exception {
        Draw draw = draws.commit(commission("督查办"), "第一轮暗访", "3715", Draws.From.TOWNS, 2);
        assertThat(draw.drawn()).as("nobody knows before the seed is told").isEmpty();
        Draw told = draws.tell(commission("督查办"), draw.drawId());
        assertThat(told.commitment()).isEqualTo(draw.commitment());
        Map<String, Long> groups = told.drawn().stream()
                .collect(Collectors.groupingBy(lot -> lot.candidate().group(), Collectors.counting()));
        assertThat(groups.values()).allMatch(n -> n == 2);
        assertThat(groups).hasSizeGreaterThan(5);

        assertThat(repeat(told, told.seedText())).isZero();
        String other = "00" + told.seedText().substring(2);
        assertThat(repeat(told, other.equals(told.seedText()) ? "11" + other.substring(2) : other))
                .as("another seed does not fit")
                .isEqualTo(1);
    }

    @Test
    void itIsDrawnOnce() {
        Draw draw = draws.commit(commission("督查办"), "第二轮", PLACE, Draws.From.PRIMARY, 1);
        draws.tell(commission("督查办"), draw.drawId());
        assertThatThrownBy(() -> draws.tell(commission("督查办"), draw.drawId())).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> draws.commit(commission("督查办"), "", PLACE, Draws.From.PRIMARY, 1))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> draws.commit(commission("督查办"), "空", "371502999999", Draws.From.PRIMARY, 1))
                .isInstanceOf(Refused.class);
        assertThatThrownBy(() -> jdbc.sql("update governance.draw set seed = sha256('x') where draw_id = ?")
                        .param(draw.drawId())
                        .update())
                .as("the seed must fit the commitment")
                .hasMessageContaining("seed_fits");
    }

    @Test
    void eachPlaceThatWasDrawnGetsItsChecklist() throws Exception {
        Actor commission = commission("督查办");
        OpenResult opened = open.open(
                commission,
                "inspection",
                NewItem.of(
                                "第三轮暗访",
                                "3715",
                                null,
                                Map.of("kind", "四不两直", "group", "第一组", "leader", "张组长", "matters", "疫苗接种"),
                                UUID.randomUUID().toString())
                        .dueOn(today().plusDays(20)));
        Item inspection = ((OpenResult.Opened) opened).item();
        Draw draw = draws.commit(commission, "第三轮", PLACE, Draws.From.HOSPITALS, 2);
        String page = "/staff/draws/" + draw.id();
        mvc.perform(post(page + "/checklists")
                        .with(SignedInAs.actor(commission))
                        .param("inspection", inspection.id().toString()))
                .andExpect(status().isUnprocessableContent());
        draws.tell(commission, draw.drawId());
        String inspector = "STAFF:"
                + accounts.create(
                                Actor.system("test"),
                                new Accounts.NewAccount(
                                        "draw-" + UUID.randomUUID(),
                                        "检查员",
                                        "Rather-Long-4711",
                                        Set.of(Role.COMMISSION),
                                        null,
                                        null,
                                        null,
                                        null,
                                        false))
                        .accountId();
        mvc.perform(get(page).with(SignedInAs.actor(commission)))
                .andExpect(content().string(containsString("第三轮暗访")))
                .andExpect(content().string(containsString(inspector)));
        for (int twice = 0; twice < 2; twice++) {
            mvc.perform(post(page + "/checklists")
                            .with(SignedInAs.actor(commission))
                            .param("person", inspector)
                            .param("inspection", inspection.id().toString()))
                    .andExpect(redirectedUrl("/staff/items/" + inspection.id()));
        }
        List<Item> checklists = items.parts(inspection);
        assertThat(checklists)
                .extracting(Item::title)
                .containsExactlyInAnyOrderElementsOf(draws.require(draw.drawId()).drawn().stream()
                        .map(lot -> lot.candidate().name())
                        .toList());
        assertThat(checklists)
                .allSatisfy(it -> assertThat(it.areaCode()).startsWith(PLACE))
                .allSatisfy(it -> assertThat(it.owner())
                        .as("all of them are hers at once")
                        .isEqualTo(inspector))
                .allSatisfy(it -> assertThat(registers.of(it).id()).isEqualTo("checklist"));
    }

    private int repeat(Draw draw, String seed) throws Exception {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("each", draw.each());
        data.put("candidates", draw.candidates());
        data.put("commitment", draw.commitmentText());
        data.put("seed", seed);
        data.put("drawn", draw.drawn().stream().map(lot -> lot.candidate().id()).toList());
        Path file = folder.resolve("draw.json");
        Files.writeString(file, json.writeValueAsString(data));
        Process script = new ProcessBuilder(List.of(
                        "node",
                        Path.of("src/main/resources/static/draw/repeat.mjs").toString(),
                        file.toString()))
                .redirectErrorStream(true)
                .start();
        String said = new String(script.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int code = script.waitFor();
        assertThat(code).as(said).isLessThan(2);
        return code;
    }
}
