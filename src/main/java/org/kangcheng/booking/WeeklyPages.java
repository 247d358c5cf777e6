package org.kangcheng.booking;

import java.time.Clock;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** 排班模板 and 预约规则 of the scheduler's own institution. */
@Controller
@Allowed(Role.SCHEDULER)
class WeeklyPages {
    private static final int MOST_DAYS = 60;

    private static final Map<DayOfWeek, String> WEEKDAYS = Arrays.stream(DayOfWeek.values())
            .collect(Collectors.toMap(
                    day -> day,
                    day -> day.getDisplayName(TextStyle.FULL, Locale.CHINA),
                    (one, other) -> one,
                    LinkedHashMap::new));

    /** Durations in minutes, as the form gives them. */
    record RulesForm(
            int windowDays,
            LocalTime releaseAt,
            int cancelMinutes,
            int lateMinutes,
            int holdMinutes,
            int noShowLimit,
            int noShowDays,
            int banDays) {
        Rules rules() {
            return new Rules(
                    windowDays,
                    releaseAt,
                    Duration.ofMinutes(cancelMinutes),
                    Duration.ofMinutes(lateMinutes),
                    Duration.ofMinutes(holdMinutes),
                    noShowLimit,
                    noShowDays,
                    banDays);
        }
    }

    private final WeeklyPlan plan;
    private final RulesTable rules;
    private final Institutions institutions;
    private final Clock clock;

    WeeklyPages(WeeklyPlan plan, RulesTable rules, Institutions institutions, Clock clock) {
        this.plan = plan;
        this.rules = rules;
        this.institutions = institutions;
        this.clock = clock;
    }

    @GetMapping("/staff/sessions/weekly")
    String weekly(Actor actor, Model model) {
        Names names = Names.of(institutions, actor.institution());
        model.addAttribute("lines", plan.of(actor.institution()));
        model.addAttribute("names", names);
        model.addAttribute("weekdays", WEEKDAYS);
        SessionPages.addChoices(model, names);
        model.addAttribute("form", SessionForm.blank(CityTime.today(clock)));
        return "booking/staff-weekly";
    }

    @PostMapping("/staff/sessions/weekly")
    String add(Actor actor, @RequestParam DayOfWeek weekday, SessionForm form, Model model) {
        LocalDate any = CityTime.today(clock).plusDays(1);
        NewSession session = form.onDay(any).on(actor.institution());
        Optional<Refusal> refusal = plan.add(weekday, session);
        if (refusal.isEmpty()) {
            return "redirect:/staff/sessions/weekly";
        }
        String page = weekly(actor, model);
        model.addAttribute("refusal", refusal.get().message());
        model.addAttribute("form", form);
        return page;
    }

    @PostMapping("/staff/sessions/weekly/{weeklyId}/remove")
    String remove(Actor actor, @PathVariable long weeklyId) {
        plan.remove(actor.institution(), weeklyId);
        return "redirect:/staff/sessions/weekly";
    }

    @PostMapping("/staff/sessions/weekly/generate")
    String generate(Actor actor, @RequestParam int days) {
        if (days < 1 || days > MOST_DAYS) {
            throw Refusal.badInput("days", "天数应在1至60之间。").asException();
        }
        return "redirect:/staff/sessions/weekly?made=" + plan.extend(actor.institution(), days);
    }

    @GetMapping("/staff/sessions/rules")
    String rules(Actor actor, Model model) {
        model.addAttribute("rules", rules.of(actor.institution()));
        return "booking/staff-rules";
    }

    @PostMapping("/staff/sessions/rules")
    String setRules(Actor actor, RulesForm form) {
        Rules wanted = form.rules();
        if (!wanted.sound()) {
            throw Refusal.badInput("rules", "规则中有超出允许范围的数,请核对。").asException();
        }
        rules.set(actor.institution(), wanted);
        return "redirect:/staff/sessions/rules?saved";
    }
}
