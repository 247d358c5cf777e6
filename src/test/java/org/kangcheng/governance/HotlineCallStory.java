package org.kangcheng.governance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The exchange tells of a call; one seat takes it; its order knows the number's earlier ones. */
@AutoConfigureMockMvc
class HotlineCallStory extends GovernancePlatform {
    @Autowired
    MockMvc mvc;

    private final String number =
            "1000%07d".formatted(ThreadLocalRandom.current().nextInt(10_000_000));

    @Test
    void aCallIsTakenOnceAndRemembered() throws Exception {
        String call = UUID.randomUUID().toString();
        ring(call, number).andExpect(status().isNoContent());
        ring(call, number).andExpect(status().isNoContent());
        ring("", number).andExpect(status().isBadRequest());
        ring(UUID.randomUUID().toString(), "<script>").andExpect(status().isBadRequest());
        mvc.perform(get("/staff/hotline").with(SignedInAs.actor(hotline("甲"))))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(call)));
        take(call, "甲").andExpect(status().isOk()).andExpect(content().string(containsString(number)));
        take(call, "乙").andExpect(status().isConflict()).andExpect(content().string(containsString("甲已接听")));
        take("nobody-called", "乙").andExpect(status().isNotFound());
        mvc.perform(order(call)).andExpect(status().is3xxRedirection());
        mvc.perform(order(call)).andExpect(status().is3xxRedirection());
        long key = OpenItem.key("hotline", HotlineCalls.origin(call));
        Item item = items.find(key, key).orElseThrow();
        assertThat(steps.of(item)).as("the same call is one order").hasSize(1);

        String again = UUID.randomUUID().toString();
        ring(again, number);
        take(again, "乙").andExpect(content().string(containsString(item.number())));
    }

    private MockHttpServletRequestBuilder order(String call) {
        return post("/staff/registers/hotline")
                .with(SignedInAs.actor(hotline("甲")))
                .param("call", call)
                .param("title", "来电")
                .param("area", PLACE)
                .param("field-phone", number)
                .param("field-category", "咨询")
                .param("field-urgent", "否")
                .param("field-content", "问路");
    }

    private org.springframework.test.web.servlet.ResultActions take(String call, String seat) throws Exception {
        return mvc.perform(post("/staff/hotline/" + call + "/take").with(SignedInAs.actor(hotline(seat))));
    }

    private org.springframework.test.web.servlet.ResultActions ring(String call, String from) throws Exception {
        Actor exchange =
                new Actor(Actor.Kind.CLIENT, "pbx", "话务平台", Set.of(Role.CLIENT), null, null, null, null, null, false);
        return mvc.perform(post("/api/v1/hotline/calls")
                .with(SignedInAs.actor(exchange))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"callId\":\"" + call + "\",\"number\":\"" + from + "\",\"line\":\"3570000\"}"));
    }
}
