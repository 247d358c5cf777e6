package org.kangcheng.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.kernel.PublicId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.RequestBuilder;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;

/** Somebody who founds a clinic applies on line: told once what is missing, never sent about, given a paper that can be checked. */
@AutoConfigureMockMvc
class ApplicantStory extends GovernancePlatform {
    private static final long APPLICANT = 5_711;
    private static final String LIST = "/m/matters/licence";

    @Autowired
    MockMvc mvc;

    @Autowired
    Evidence evidence;

    @Test
    void aFounderAppliesOnHerPhoneAndReadsWhatBecomesOfIt() throws Exception {
        mvc.perform(get(LIST + "/new").with(SignedInAs.resident(APPLICANT, 99L)))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("申请单位")))
                .andExpect(content().string(containsString("需现场审查")));
        String page = apply("某某中医诊所");
        Item item = item(page);
        assertThat(item.openerName()).isEqualTo("居民");
        mvc.perform(post(page + "/moves/file")
                        .with(SignedInAs.resident(APPLICANT, 99L))
                        .param("seen", "1")
                        .param("requestKey", "nothing"))
                .andExpect(content().string(containsString("须附佐证材料")));
        mvc.perform(send(page, "file", "1", "平面图.pdf", "%PDF-1.4 一")).andExpect(redirectedUrl(page));

        item = moved(commission("窗口甲"), again(item), "ask-missing", "缺房产证明", Map.of());
        mvc.perform(get(page).with(SignedInAs.resident(APPLICANT, 99L)))
                .andExpect(content().string(containsString("缺房产证明")))
                .andExpect(content().string(containsString("停表")))
                .andExpect(content().string(containsString("提交补正材料")))
                .andExpect(content().string(not(containsString("窗口甲"))));
        mvc.perform(get(page).with(SignedInAs.resident(APPLICANT + 1, 98L))).andExpect(status().isNotFound());
        mvc.perform(get(page.replace("licence", "suggestion")).with(SignedInAs.resident(APPLICANT, 99L)))
                .andExpect(status().isNotFound());
        mvc.perform(send(page, "supply", Integer.toString(item.steps()), "房产.pdf", "%PDF-1.4 二"))
                .andExpect(redirectedUrl(page));

        item = moved(commission("窗口甲"), again(item), "accept", "", Map.of());
        item = moved(commission("窗口甲"), item, "review", "材料齐全", Map.of());
        assertThat(refused(commission("窗口甲"), item, "grant", "", Map.of("decision", "示例〔2026〕1号")))
                .isEqualTo("second-person");
        item = moved(commission("分管乙"), item, "grant", "", Map.of("decision", "示例〔2026〕1号"));
        item = moved(commission("窗口甲"), item, "deliver", "", Map.of("visits", "0", "channel", "邮寄"));
        assertThat(item.sums())
                .as("five working days by law, one promised, none used")
                .isEqualTo(Map.of("granted", 1L, "legal-days", 5L, "promised-days", 1L));
        String shown = mvc.perform(get(page).with(SignedInAs.resident(APPLICANT, 99L)))
                .andExpect(content().string(containsString("已办结")))
                .andExpect(content().string(containsString("示例〔2026〕1号")))
                .andReturn()
                .getResponse()
                .getContentAsString();
        String code = shown.replaceAll("(?s).*id=\"certificate\">([^<]+)<.*", "$1");
        mvc.perform(get("/public/check").param("code", code))
                .andExpect(content().string(containsString("某某中医诊所")))
                .andExpect(content().string(containsString("有效")));
        mvc.perform(get(LIST).param("closed", "true").with(SignedInAs.resident(APPLICANT, 99L)))
                .andExpect(content().string(containsString("某某中医诊所")));
    }

    /** A move of hers that asks for answers and papers is a form of its own; what she typed stays when something is missing. */
    @Test
    void whatSheIsAskedForIsAFormOnHerPhone() throws Exception {
        registers.putInForce(commission("法规科"), """
                engine: register
                id: story-asked
                title: 补充说明
                version: 1
                source: 测试
                from: 2020-01-01
                prefix: BS
                opens: {by: [RESIDENT]}
                form: {fields: [{id: what, label: 事由, kind: text}]}
                states:
                  - {id: asked, title: 待补充}
                  - {id: told, title: 已补充, end: true}
                deadlines: [{promised: {working: 5}}]
                moves:
                  - id: tell
                    title: 补充材料
                    from: [asked]
                    to: told
                    by: [RESIDENT]
                    reach: opener
                    needs: [note, evidence]
                    form:
                      fields:
                        - {id: rooms, label: 诊室数, kind: whole, unit: 间, min: 1, max: 50}
                        - {id: owned, label: 房屋来源, kind: choice, options: [自有, 租用]}
                        - {id: until, label: 租期, kind: text, when: owned == "租用"}
                examples:
                  - fields: {what: 开诊所}
                    story:
                      - {move: tell, as: RESIDENT/opener, note: 见附件, evidence: true, fields: {rooms: 3, owned: 租用}, refused: form}
                      - {move: tell, as: RESIDENT/opener, note: 见附件, evidence: true, fields: {rooms: 3, owned: 自有}}
                    ends: told
                """);
        String page = Objects.requireNonNull(mvc.perform(post("/m/matters/story-asked")
                        .with(SignedInAs.resident(APPLICANT, 99L))
                        .param("title", "开诊所")
                        .param("area", PLACE)
                        .param("requestKey", UUID.randomUUID().toString())
                        .param("field-what", "开诊所"))
                .andReturn()
                .getResponse()
                .getRedirectedUrl());
        mvc.perform(get(page).with(SignedInAs.resident(APPLICANT, 99L)))
                .andExpect(content().string(containsString("name=\"field-rooms\"")))
                .andExpect(content().string(containsString("诊室数")))
                .andExpect(content().string(containsString("type=\"file\"")));
        MockMultipartFile lease = new MockMultipartFile(
                "file", "租约.pdf", "application/pdf", "%PDF-1.4 租".getBytes(StandardCharsets.UTF_8));
        mvc.perform(told(page, lease).param("field-rooms", "三间"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("有些内容需要改正")))
                .andExpect(content().string(containsString("value=\"三间\"")))
                .andExpect(content().string(containsString("请填写“租期”")))
                .andExpect(content().string(containsString("租约在附件里")));
        assertThat(item(page).steps()).isEqualTo(1);
        mvc.perform(told(page, lease).param("field-rooms", "3").param("field-until", "至 2030 年"))
                .andExpect(redirectedUrl(page));
        assertThat(item(page).fields()).containsEntry("rooms", 3L).containsEntry("until", "至 2030 年");
        assertThat(ItemView.files(steps.of(item(page)).getLast())).hasSize(1);
    }

    private static MockMultipartHttpServletRequestBuilder told(String page, MockMultipartFile file) {
        return multipart(page + "/moves/tell")
                .file(file)
                .with(SignedInAs.resident(APPLICANT, 99L))
                .param("seen", "1")
                .param("requestKey", "told")
                .param("note", "租约在附件里")
                .param("field-owned", "租用");
    }

    @Test
    void onlyWhatResidentsMayOpenIsThere() throws Exception {
        mvc.perform(get("/m/matters/finding").with(SignedInAs.resident(APPLICANT, 99L)))
                .andExpect(status().isNotFound());
        mvc.perform(post("/m/matters/hotline").with(SignedInAs.resident(APPLICANT, 99L)))
                .andExpect(status().isNotFound());
    }

    @Test
    void anInstitutionThatAppliedIsToldOfWhatIsDecidedAndOfNothingThatItDidItself() {
        Actor manager = manager(Long.toString(clock.millis()));
        Item item = opened(
                manager,
                "licence",
                "增加床位",
                Map.of("matter", "变更登记", "applicant", "某院", "contact", "10000000005", "onsite", "否"));
        MoveItem.Given papers = new MoveItem.Given(
                1,
                "",
                Map.of(),
                null,
                List.of(evidence.keep(manager, item.shard(), "申请.pdf", "%PDF-1.4 三".getBytes(StandardCharsets.UTF_8))),
                null,
                UUID.randomUUID().toString());
        item = ((MoveResult.Moved) move.move(manager, item.id(), "file", papers)).item();
        item = moved(commission("窗口甲"), item, "ask-missing", "缺人员名单", Map.of());
        tend.comment(commission("窗口甲"), item.id(), "内部：已电话说明");
        assertThat(jdbc.sql("select title from notice.staff_notice where account = ?")
                        .param(manager.id())
                        .query(String.class)
                        .list())
                .containsExactly("您登记的行政审批 " + item.number() + "：一次告知补正");
    }

    private String apply(String name) throws Exception {
        return Objects.requireNonNull(mvc.perform(post(LIST)
                        .with(SignedInAs.resident(APPLICANT, 99L))
                        .param("title", name + "备案")
                        .param("area", PLACE)
                        .param("requestKey", UUID.randomUUID().toString())
                        .param("field-matter", "诊所备案")
                        .param("field-applicant", name)
                        .param("field-contact", "10000000005")
                        .param("field-onsite", "否"))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl());
    }

    private static RequestBuilder send(String page, String move, String seen, String name, String content) {
        return multipart(page + "/moves/" + move)
                .file(new MockMultipartFile("file", name, "application/pdf", content.getBytes(StandardCharsets.UTF_8)))
                .with(SignedInAs.resident(APPLICANT, 99L))
                .param("seen", seen)
                .param("requestKey", move);
    }

    private Item item(String page) {
        PublicId id = PublicId.parse(page.substring(page.lastIndexOf('/') + 1)).orElseThrow();
        return items.find(id.shard(), id.key()).orElseThrow();
    }
}
