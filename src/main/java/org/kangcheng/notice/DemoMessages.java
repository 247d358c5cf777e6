package org.kangcheng.notice;

import org.kangcheng.access.Open;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** Shows the simulated texts, so that a visitor can sign in as any resident. It does not exist in production. */
@Controller
@Profile("!production")
class DemoMessages {
    private static final int SHOWN = 20;

    private final Messages messages;

    DemoMessages(Messages messages) {
        this.messages = messages;
    }

    @Open
    @GetMapping("/demo/messages")
    String show(Model model) {
        model.addAttribute("messages", messages.newest(SHOWN));
        return "notice/demo-messages";
    }
}
