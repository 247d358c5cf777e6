package org.kangcheng.portal;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** What both layouts show around every page: the menu, who is signed in, large text. */
@ControllerAdvice(annotations = Controller.class)
class LayoutAdvice {
    private final boolean demo;

    LayoutAdvice(Environment environment) {
        this.demo = !environment.acceptsProfiles(Profiles.of("production"));
    }

    @ModelAttribute
    void layout(Model model, @Nullable Actor actor, HttpServletRequest request) {
        if (request.getRequestURI().startsWith("/api/")) {
            return;
        }
        model.addAttribute("demo", demo);
        model.addAttribute("largeText", largeText(request) ? "on" : "off");
        model.addAttribute("who", actor == null ? null : actor.name());
        model.addAttribute("menu", actor == null ? List.of() : Menu.of(actor, request.getRequestURI()));
    }

    private static boolean largeText(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies != null
                && Arrays.stream(cookies)
                        .anyMatch(cookie -> cookie.getName().equals("large")
                                && cookie.getValue().equals("on"));
    }
}
