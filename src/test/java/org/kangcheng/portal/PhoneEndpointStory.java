package org.kangcheng.portal;

import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.is;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.identity.TestPeople;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** The phone's door: the shell is everybody's, what it fetches and sends is not; nonsense is refused with a reason. */
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
class PhoneEndpointStory extends TestPlatform {
    private static final RequestPostProcessor DOCTOR = SignedInAs.staff(Role.VILLAGE_DOCTOR, TestPeople.VILLAGE);

    @Autowired
    MockMvc mvc;

    @Test
    void theShellIsAboutNobody() throws Exception {
        mvc.perform(get("/phone")).andExpect(redirectedUrl("/phone/"));
        mvc.perform(get("/phone/"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("康城随访")));
        mvc.perform(get("/phone/worker.js"))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Type", containsString("text/javascript")))
                .andExpect(header().string("Cache-Control", "no-cache"))
                .andExpect(content().string(containsString("\"/js/phone/main.js\"")));
        mvc.perform(get("/phone/manifest.webmanifest"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.start_url", is("/phone/")));
    }

    /** The account of these tests is number 1. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "{'part': 'field', 'body': {'account': '1'}}                    # bad-entry",
                "{'key': 'k', 'body': {'account': '1'}}                         # bad-entry",
                "{'key': 'k', 'part': 'magic', 'body': {'account': '1'}}        # bad-entry",
                "{'key': 'k', 'part': 'field'}                                  # bad-entry",
                "{'key': 'k', 'part': 'field', 'box': '!', 'seal': 'AAAA'}      # bad-entry",
                "{'key': 'k', 'part': 'field', 'box': 'AAAA', 'seal': 'AQQF'}   # bad-entry",
                "{'key': 'k', 'part': 'field', 'body': {'account': '2'}}        # forbidden",
                "{'key': 'k', 'part': 'field', 'body': {}}                      # forbidden",
                "{'key': 'k', 'part': 'field', 'body': {'account': '1'}}        # bad-entry",
                "{'key': 'k', 'part': 'field', 'body': {'account': '1', 'person': '0000000000001', 'on': 'soon'}} # bad-entry",
                "{'key': 'k', 'part': 'field', 'body': {'account': '1', 'person': '0000000000001', 'on': '2026-01-01', 'service': 1, 'typed': 7}} # not-due",
                "null                                                           # bad-entry",
            })
    void whatCannotBeReadIsRefusedByItself(String entry, String code) throws Exception {
        mvc.perform(post("/phone/queue")
                        .with(DOCTOR)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"entries\": [%s, null]}".formatted(entry.replace('\'', '"'))))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$[0].outcome", is("refused")))
                .andExpect(jsonPath("$[0].code", is(code)))
                .andExpect(jsonPath("$[1].code", is("bad-entry")));
    }

    @Test
    void nonsenseIsAProblemWithACode() throws Exception {
        json("/phone/queue", "{\"entries\": [" + "null,".repeat(50) + "null]}", 400, "too-many");
        json("/phone/queue", "{\"entries\": 7", 400, "bad-body");
        json("/phone/download/magic", "{\"have\": \"\"}", 404, "not-found");
        json("/phone/download/field", "{\"have\": \"nonsense\"}", 400, "bad-entry");
        mvc.perform(multipart("/phone/attachment")
                        .file(new MockMultipartFile("file", new byte[] {1}))
                        .param(
                                "entry",
                                "{\"key\": \"k\", \"part\": \"field\", \"body\": {\"account\": \"1\", \"person\": \"x\"}}")
                        .param("no", "1")
                        .with(DOCTOR))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.code", is("forbidden")));
        mvc.perform(multipart("/phone/attachment")
                        .file(new MockMultipartFile("file", new byte[] {1}))
                        .param("entry", "{")
                        .param("no", "1")
                        .with(DOCTOR))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.code", is("bad-entry")));
    }

    private void json(String path, String body, int status, String code) throws Exception {
        mvc.perform(post(path)
                        .with(DOCTOR)
                        .contentType(MediaType.APPLICATION_JSON)
                        .content(body))
                .andExpect(status().is(status))
                .andExpect(jsonPath("$.code", is(code)));
    }
}
