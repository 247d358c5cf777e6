package org.kangcheng.survey;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.survey.ReceivedTable.Filter;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * 满意度: a month's stars, for the commission of each institution, for an institution's office of its own departments; each
 * figure opens into the ratings behind it, which name nobody.
 */
@Controller
@Allowed({Role.COMMISSION, Role.SCHEDULER})
class RatingFigurePages {
    private static final Refusal UNKNOWN = Refusal.notFound("没有这个机构。");
    private static final Refusal BAD_MONTH = Refusal.badInput("bad-month", "月份应为 2026-01 的形式。");

    private static final DateTimeFormatter MONTH = DateTimeFormatter.ofPattern("'20'uu-MM");

    private final RatingFigures figures;
    private final Institutions institutions;
    private final Clock clock;

    RatingFigurePages(RatingFigures figures, Institutions institutions, Clock clock) {
        this.figures = figures;
        this.institutions = institutions;
        this.clock = clock;
    }

    @GetMapping("/staff/ratings")
    String city(
            Actor actor,
            @RequestParam(required = false) @Nullable String month,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        if (!actor.cityWide()) {
            return "redirect:/staff/ratings/" + own(actor);
        }
        YearMonth shown = months(month, model);
        model.addAttribute("questions", figures.ofCity(shown));
        model.addAttribute("institutions", figures.institutions(shown, after));
        return "survey/city";
    }

    @GetMapping("/staff/ratings/{institutionId}")
    String institution(
            Actor actor,
            @PathVariable long institutionId,
            @RequestParam(required = false) @Nullable String month,
            Model model) {
        covered(actor, institutionId, model);
        YearMonth shown = months(month, model);
        model.addAttribute("questions", figures.ofInstitution(institutionId, shown));
        model.addAttribute("departments", figures.departments(institutionId, shown));
        return "survey/institution";
    }

    /** The ratings behind a figure: of a department, of so many stars to a question, or all of the month. */
    @GetMapping("/staff/ratings/{institutionId}/rows")
    String rows(
            Actor actor,
            @PathVariable long institutionId,
            @RequestParam(required = false) @Nullable String month,
            @RequestParam Optional<Long> department,
            @RequestParam Optional<Question> question,
            @RequestParam Optional<Integer> stars,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        covered(actor, institutionId, model);
        YearMonth shown = months(month, model);
        boolean starred = question.isPresent() && stars.isPresent();
        Filter filter =
                new Filter(department.orElse(null), starred ? question.get() : null, starred ? stars.get() : null);
        model.addAttribute("filter", filter);
        model.addAttribute("counted", figures.counted(institutionId, shown, filter));
        model.addAttribute("rows", figures.rows(institutionId, shown, filter, after));
        model.addAttribute(
                "departmentName",
                department.map(id -> figures.department(institutionId, id)).orElse(null));
        return "survey/rows";
    }

    private static long own(Actor actor) {
        return Optional.ofNullable(actor.institutionId()).orElseThrow(UNKNOWN::asException);
    }

    /** An institution out of reach looks like none. */
    private void covered(Actor actor, long institutionId, Model model) {
        Institution institution = institutions
                .find(institutionId)
                .filter(found -> actor.coversInstitution(found.institutionId()))
                .orElseThrow(UNKNOWN::asException);
        model.addAttribute("institution", institution);
        model.addAttribute("wholeCity", actor.cityWide());
    }

    /** The month shown, and its neighbours as far as there can be ratings. */
    private YearMonth months(@Nullable String month, Model model) {
        YearMonth now = YearMonth.from(CityTime.today(clock));
        YearMonth shown = month == null ? now : parse(month);
        model.addAttribute("month", shown);
        model.addAttribute("monthBefore", shown.minusMonths(1));
        model.addAttribute("monthAfter", shown.isBefore(now) ? shown.plusMonths(1) : null);
        return shown;
    }

    private static YearMonth parse(String month) {
        try {
            return YearMonth.parse(month, MONTH);
        } catch (DateTimeException e) {
            throw BAD_MONTH.asException();
        }
    }
}
