package org.kangcheng.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;

/** An official downloads a template, edits it, uploads it; from then on the documents are made by it. */
@AutoConfigureMockMvc
@Import(TemplatePagesStory.Published.class)
class TemplatePagesStory extends TestPlatform {
    private static final String PAGE = "/staff/templates/test-bulletin";

    @TestConfiguration
    static class Published {
        @Bean
        Template bulletin() {
            return Bulletin.TEMPLATE;
        }
    }

    @Autowired
    MockMvc mvc;

    @Autowired
    Documents documents;

    private static Actor official() {
        return new Actor(Actor.Kind.STAFF, "li", "李主任", Set.of(Role.COMMISSION), null, null, null, "3715", null, true);
    }

    @Test
    void anEditedTemplateIsCheckedAndThenInForce() throws Exception {
        mvc.perform(get(PAGE).with(SignedInAs.actor(official())))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("{{问题.内容}}")));
        byte[] shipped = mvc.perform(get(PAGE + "/file").with(SignedInAs.actor(official())))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        assertThat(WordFile.open(shipped).body()).isNotNull();

        upload(Blank.of("由{{院长}}签发").word().bytes())
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("没有标签“{{院长}}”")));
        upload(new byte[] {1}).andExpect(content().string(containsString("不是 .docx 文件")));
        assertThat(made()).contains("共发现问题1条");

        upload(Blank.of("改过的模板：{{标题}}").word().bytes()).andExpect(redirectedUrl(PAGE + "?done"));
        assertThat(made()).isEqualTo("改过的模板：关于健康扶贫督查情况的通报");

        mvc.perform(post(PAGE + "/shipped").with(SignedInAs.actor(official()))).andExpect(status().is3xxRedirection());
        assertThat(made()).contains("共发现问题1条");
        mvc.perform(get(PAGE).with(SignedInAs.actor(official())))
                .andExpect(content().string(containsString("改过的.docx")));
    }

    private org.springframework.test.web.servlet.ResultActions upload(byte[] docx) throws Exception {
        return mvc.perform(multipart(PAGE)
                .file(new MockMultipartFile("file", "改过的.docx", null, docx))
                .with(SignedInAs.actor(official())));
    }

    private String made() {
        Document made = documents.make("test-bulletin", "通报", Bulletin.content(1));
        return Xml.all(WordFile.open(made.docx()).body(), "p").stream()
                .map(Tag::text)
                .collect(Collectors.joining("\n"));
    }
}
