package org.kangcheng.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;

/** One set of pages for every register: list, item, moves, history, figures, draws. */
@AutoConfigureMockMvc
class RegisterPagesStory extends GovernancePlatform {
    @Autowired
    MockMvc mvc;

    @Autowired
    LiveFigures live;

    @Autowired
    Areas areas;

    @Test
    void aCallBecomesAnOrderAndGoesItsWayThroughThePages() throws Exception {
        Actor seat = hotline("坐席甲");
        mvc.perform(get("/staff/registers").with(SignedInAs.actor(seat)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("热线工单")))
                .andExpect(content().string(not(containsString("军令状"))));
        mvc.perform(get("/staff/registers/hotline/new").with(SignedInAs.actor(seat)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("来电号码")));
        mvc.perform(post("/staff/registers/hotline")
                        .with(SignedInAs.actor(seat))
                        .param("title", "空的")
                        .param("area", PLACE))
                .andExpect(content().string(containsString("请填写“来电号码”")));
        String item = Objects.requireNonNull(mvc.perform(post("/staff/registers/hotline")
                        .with(SignedInAs.actor(seat))
                        .param("title", "窗口排队 <b>久</b>")
                        .param("area", PLACE)
                        .param("requestKey", "pages-" + clock.millis())
                        .param("field-phone", "13800001234")
                        .param("field-category", "投诉")
                        .param("field-urgent", "否")
                        .param("field-content", "等了两小时"))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl());
        mvc.perform(get(item).with(SignedInAs.actor(seat)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("待派单")))
                .andExpect(content().string(containsString("138****1234")))
                .andExpect(content().string(not(containsString("<b>久"))))
                .andExpect(content().string(containsString("校验链完整")));
        mvc.perform(multipart(item + "/moves/dispatch")
                        .file(new MockMultipartFile("file", new byte[0]))
                        .with(SignedInAs.actor(seat))
                        .param("seen", "1")
                        .param("unit", Long.toString(hospital().institutionId())))
                .andExpect(status().is3xxRedirection());
        mvc.perform(post(item + "/moves/dispatch").with(SignedInAs.actor(seat)).param("seen", "1"))
                .andExpect(status().isConflict())
                .andExpect(content().string(containsString("坐席甲已于")));
        mvc.perform(get(item).with(SignedInAs.actor(manager("科长"))))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("move-accept")));
        mvc.perform(get(item).with(SignedInAs.actor(staff("外人", org.kangcheng.access.Role.MANAGER, 1L, null))))
                .andExpect(status().isNotFound());
        mvc.perform(post(item + "/reveal").with(SignedInAs.actor(seat)).param("note", "回访"))
                .andExpect(content().string(containsString("13800001234")));
        mvc.perform(post(item + "/comments").with(SignedInAs.actor(seat)).param("note", "已电话核实"))
                .andExpect(status().is3xxRedirection());
        for (String page : new String[] {
            "/staff/registers/hotline",
            "/staff/registers/hotline?light=RED&state=working",
            "/staff/registers/hotline?whose=OPENER",
            "/staff/registers/hotline/figures",
            "/staff/registers/hotline/live"
        }) {
            mvc.perform(get(page).with(SignedInAs.actor(seat))).andExpect(status().isOk());
        }
        byte[] sheet = mvc.perform(get("/staff/registers/hotline/export")
                        .param("whose", "OPENER")
                        .with(SignedInAs.actor(seat)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        assertThat(sheet).startsWith('P', 'K');
    }

    @Test
    void theCommissionSeesEveryRegisterAndDrawsLots() throws Exception {
        Actor commission = commission("督查办");
        for (Registers.InForce register : registers.all()) {
            mvc.perform(get("/staff/registers/" + register.id()).with(SignedInAs.actor(commission)))
                    .andExpect(status().isOk());
            mvc.perform(get("/staff/registers/" + register.id() + "/new").with(SignedInAs.actor(commission)))
                    .andExpect(status().isOk());
            mvc.perform(get("/staff/registers/" + register.id() + "/figures").with(SignedInAs.actor(commission)))
                    .andExpect(status().isOk());
        }
        mvc.perform(get("/staff/register-definitions").with(SignedInAs.actor(commission)))
                .andExpect(content().string(containsString("督查问题")));
        mvc.perform(post("/staff/register-definitions/check")
                        .with(SignedInAs.actor(commission))
                        .param("text", "engine: register"))
                .andExpect(content().string(containsString("缺少生效日期")));
        String draw = Objects.requireNonNull(mvc.perform(post("/staff/draws")
                        .with(SignedInAs.actor(commission))
                        .param("title", "第三轮")
                        .param("area", PLACE)
                        .param("from", "HOSPITALS")
                        .param("each", "1"))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl());
        mvc.perform(get(draw).with(SignedInAs.actor(commission)))
                .andExpect(content().string(containsString("公布种子，开签")));
        mvc.perform(post(draw + "/seed").with(SignedInAs.actor(commission))).andExpect(status().is3xxRedirection());
        mvc.perform(get(draw).with(SignedInAs.actor(commission)))
                .andExpect(content().string(containsString("中签")));
        mvc.perform(get(draw + "/json").with(SignedInAs.actor(commission)))
                .andExpect(content().string(containsString("\"commitment\"")));
    }

    @Test
    void manyOrdersAreDispatchedAtOnceAndTheRestIsTold() throws Exception {
        Item one = complaint();
        Item two = complaint();
        Item gone = dispatched(complaint());
        mvc.perform(post("/staff/registers/hotline/bulk")
                        .with(SignedInAs.actor(hotline("坐席甲")))
                        .param("move", "dispatch")
                        .param("unit", Long.toString(hospital().institutionId()))
                        .param(
                                "item",
                                one.id().toString(),
                                two.id().toString(),
                                gone.id().toString())
                        .param("requestKey", "bulk"))
                .andExpect(content().string(containsString(gone.number())))
                .andExpect(content().string(containsString(">2<")));
        assertThat(again(one).state() + again(two).state()).isEqualTo("dispatcheddispatched");
    }

    @Test
    void theDayChartNamesWhoHasEachStep() throws Exception {
        Actor commission = commission("作战办");
        Item goal = part(commission, "goal", "建成示范村卫生室", Map.of("kind", "重点任务", "leader", "王主任", "own", "二十个"), null);
        Item task = part(commission, "task", "东昌府区五个", Map.of("person", "李科长"), goal);
        mvc.perform(get("/staff/items/" + goal.id()).with(SignedInAs.actor(commission)))
                .andExpect(content().string(containsString("东昌府区五个")))
                .andExpect(content().string(containsString(" · 李科长")));
        moved(manager("张院长"), task, "accept");
        mvc.perform(get("/staff/items/" + goal.id()).with(SignedInAs.actor(commission)))
                .andExpect(content().string(containsString(" · 张院长")));
    }

    /** A hall of screens asks the database as often as a few do, and none of them shows what is old. */
    @Test
    void screensOfOnePlaceShareAMomentAndSeeWhatHappened() throws Exception {
        Registers.InForce hotline = registers.require("hotline");
        Area county = areas.find(PLACE).orElseThrow();
        long before = live.now(hotline, county).total().opened();
        assertThat(IntStream.range(0, 50).anyMatch(_ -> live.of(hotline, county) == live.of(hotline, county)))
                .isTrue();
        complaint();
        assertThat(live.now(hotline, county).total().opened()).isEqualTo(before + 1);
        long patience = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (live.of(hotline, county).total().opened() == before && System.nanoTime() < patience) {
            Thread.sleep(20);
        }
        assertThat(live.of(hotline, county).total().opened()).isEqualTo(before + 1);
    }

    private Item part(Actor actor, String register, String title, Map<String, String> fields, @Nullable Item whole) {
        NewItem wanted = NewItem.of(
                        title,
                        PLACE,
                        whole == null ? null : hospital().institutionId(),
                        fields,
                        UUID.randomUUID().toString())
                .dueOn(today().plusDays(60));
        OpenResult result = open.open(actor, register, whole == null ? wanted : wanted.partOf(whole.id()));
        return ((OpenResult.Opened) result).item();
    }
}
