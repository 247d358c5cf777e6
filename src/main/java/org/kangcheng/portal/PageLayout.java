package org.kangcheng.portal;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.CurrentActor;
import org.springframework.core.env.Environment;
import org.springframework.core.env.Profiles;
import org.springframework.stereotype.Component;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What both layouts show around every page: the menu, who is signed in, large text. Programs' requests pass it by. */
@Component
class PageLayout implements HandlerInterceptor, WebMvcConfigurer {
    private final boolean demo;

    PageLayout(Environment environment) {
        this.demo = !environment.acceptsProfiles(Profiles.of("production"));
    }

    @Override
    public void addInterceptors(InterceptorRegistry registry) {
        registry.addInterceptor(this).excludePathPatterns("/api/**");
    }

    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView page) {
        if (page == null || page.getViewName() == null || page.getViewName().startsWith("redirect:")) {
            return;
        }
        Optional<Actor> actor = CurrentActor.get();
        page.addObject("demo", demo);
        page.addObject("largeText", largeText(request) ? "on" : "off");
        page.addObject("who", actor.map(Actor::name).orElse(null));
        page.addObject(
                "menu", actor.map(it -> Menu.of(it, request.getRequestURI())).orElse(List.of()));
        page.addObject(
                "bar", actor.map(it -> Menu.groups(it, request.getRequestURI())).orElse(List.of()));
    }

    private static boolean largeText(HttpServletRequest request) {
        Cookie[] cookies = request.getCookies();
        return cookies != null
                && Arrays.stream(cookies)
                        .anyMatch(cookie -> cookie.getName().equals("large")
                                && cookie.getValue().equals("on"));
    }
}
