package org.kangcheng.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.kernel.PublicId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;

/** A resident makes a suggestion on her phone, a hospital grabs it, she says whether she is content. */
@AutoConfigureMockMvc
class ResidentSuggestionStory extends GovernancePlatform {
    @Autowired
    MockMvc mvc;

    @Test
    void sheReadsWhatIsToldHerAndNobodyReadsWhoSheIs() throws Exception {
        mvc.perform(get("/m/matters/suggestion/new").with(SignedInAs.resident(4711, 99L)))
                .andExpect(content().string(containsString("建议内容")));
        mvc.perform(post("/m/matters/suggestion")
                        .with(SignedInAs.resident(4711, 99L))
                        .param("title", "空"))
                .andExpect(content().string(containsString("没有这个行政区划")));
        String page = Objects.requireNonNull(mvc.perform(post("/m/matters/suggestion")
                        .with(SignedInAs.resident(4711, 99L))
                        .param("title", "多设座椅")
                        .param("area", PLACE)
                        .param("requestKey", "resident-" + clock.millis())
                        .param("field-topic", "环境设施")
                        .param("field-content", "候诊区没有座位"))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl());
        PublicId id = PublicId.parse(page.substring(page.lastIndexOf('/') + 1)).orElseThrow();
        Item item = items.find(id.shard(), id.key()).orElseThrow();
        assertThat(item.openerName()).isEqualTo("居民");
        item = moved(manager("甲院"), item, "grab");
        tend.comment(manager("甲院"), id, "内部：等后勤报价");
        item = again(item);
        item = moved(manager("甲院"), item, "answer", "已加三十把", Map.of("adopted", "已采纳"));
        mvc.perform(get(page).with(SignedInAs.resident(4711, 99L)))
                .andExpect(content().string(containsString("已加三十把")))
                .andExpect(content().string(not(containsString("内部"))))
                .andExpect(content().string(not(containsString("甲院"))));
        mvc.perform(get(page).with(SignedInAs.resident(4712, 98L))).andExpect(status().isNotFound());
        mvc.perform(post(page + "/moves/content-with")
                        .with(SignedInAs.resident(4711, 99L))
                        .param("seen", Integer.toString(item.steps())))
                .andExpect(status().is3xxRedirection());
        assertThat(again(item).open()).isFalse();
        mvc.perform(get("/m/matters/suggestion?closed=true").with(SignedInAs.resident(4711, 99L)))
                .andExpect(content().string(containsString("多设座椅")));
    }
}
