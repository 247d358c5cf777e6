package org.kangcheng.programme;

import java.time.DateTimeException;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Rule;
import org.kangcheng.programme.Cadence.Calendar.Point;
import org.kangcheng.programme.Cadence.Choose.Choice;
import org.kangcheng.programme.ProgrammeText.CadenceText;
import org.kangcheng.programme.ProgrammeText.CalendarText;
import org.kangcheng.programme.ProgrammeText.ChoiceText;
import org.kangcheng.programme.ProgrammeText.PointText;

/** Reads when a service is due. */
final class CadenceReader {
    private static final int DAYS_A_MONTH = 30;

    private final Findings findings;

    CadenceReader(Findings findings) {
        this.findings = findings;
    }

    Optional<Cadence> read(String at, CadenceText text) {
        long given = Stream.of(
                        text.once(),
                        text.every(),
                        text.yearly(),
                        text.weekly(),
                        text.calendar(),
                        text.doses(),
                        text.draw(),
                        text.after(),
                        text.choose(),
                        text.until())
                .filter(Objects::nonNull)
                .count();
        if (given != 1) {
            findings.add(at, "应为 once、every、yearly、weekly、calendar、doses、draw、after、choose、until 之一。");
            return Optional.empty();
        }
        if (text.once() != null) {
            findings.days(at + ".once.within", text.once().within());
            return Optional.of(new Cadence.Once(text.once().within()));
        }
        if (text.every() != null) {
            return Optional.of(every(at + ".every", text.every()));
        }
        if (text.weekly() != null) {
            return Optional.of(weekly(at + ".weekly", text.weekly()));
        }
        if (text.calendar() != null) {
            return calendar(at + ".calendar", text.calendar());
        }
        if (text.doses() != null) {
            return doses(at + ".doses", text.doses());
        }
        if (text.draw() != null) {
            return Optional.of(draw(at + ".draw.share", text.draw().share()));
        }
        if (text.after() != null) {
            return after(at + ".after", text.after());
        }
        if (text.choose() != null) {
            return choose(at + ".choose", text.choose());
        }
        if (text.until() != null) {
            return until(at + ".until", text.until());
        }
        return Optional.of(new Cadence.Yearly());
    }

    private Optional<Cadence> until(String at, ProgrammeText.UntilText text) {
        findings.days(at + ".within", text.within());
        if (text.holds() == null) {
            findings.add(at + ".holds", "缺少规则：什么成立时就算办成。");
            return Optional.empty();
        }
        return findings.rule(at + ".holds", text.holds()).map(holds -> new Cadence.Until(holds, text.within()));
    }

    private Cadence every(String at, ProgrammeText.EveryText text) {
        if (text.days() < 1 || text.days() > Findings.MOST_DAYS) {
            findings.add(at + ".days", "应为 1 至 %d 天。".formatted(Findings.MOST_DAYS));
        }
        findings.days(at + ".first", text.first());
        if (text.early() < 0 || text.early() >= Math.max(1, text.days())) {
            findings.add(at + ".early", "应少于间隔天数。");
        }
        return new Cadence.Every(text.days(), text.first(), text.early());
    }

    private Cadence weekly(String at, ProgrammeText.WeeklyText text) {
        boolean possible = text.times() >= 1 && text.gap() >= 1 && (text.times() - 1) * (long) text.gap() <= 6;
        if (!possible) {
            findings.add(at, "一周之内安排不下：次数和最短间隔（天）互相矛盾。");
        }
        return new Cadence.Weekly(text.times(), text.gap());
    }

    private Cadence draw(String at, int share) {
        if (share < 1 || share > 100) {
            findings.add(at, "应为 1 至 100。");
        }
        return new Cadence.Draw(Math.clamp(share, 1, 100));
    }

    private Optional<Cadence> after(String at, ProgrammeText.AfterText text) {
        findings.days(at + ".within", text.within());
        int covers = text.covers() == null ? 0 : text.covers();
        findings.days(at + ".covers", covers);
        String met = text.met() == null
                ? null
                : findings.code(at + ".met", text.met(), "事件").orElse(null);
        return findings.code(at + ".event", text.event(), "事件")
                .map(event -> new Cadence.After(event, text.within(), covers, met));
    }

    private Optional<Cadence> calendar(String at, CalendarText text) {
        String anchor = null;
        if (!"birth".equals(text.anchor())) {
            Optional<String> event = findings.code(at + ".anchor", text.anchor(), "事件");
            if (event.isEmpty()) {
                return Optional.empty();
            }
            anchor = event.get();
        }
        int gap = text.gap() == null ? 0 : text.gap();
        findings.days(at + ".gap", gap);
        boolean closes = "close".equals(text.missed());
        boolean makesUp = "make-up".equals(text.missed());
        if (text.missed() != null && !closes && !makesUp) {
            findings.add(at + ".missed", "应为 close（下一个时点开始时，没做的上一个按漏做结案）或 make-up（逐个补做）。");
        }
        List<Point> points = points(at + ".points", text.points());
        for (int i = 1; i < points.size(); i++) {
            if (closes
                    && length(points.get(i).opens()) <= length(points.get(i - 1).due())) {
                findings.add(at + ".points[" + i + "]", "漏做要结案的日程，各时点不能交叠。");
            }
        }
        return Optional.of(new Cadence.Calendar(anchor, gap, closes, makesUp, points));
    }

    private Optional<Cadence> doses(String at, List<PointText> texts) {
        List<Point> doses = points(at, texts);
        if (doses.size() > Reckoning.ENOUGH - 1) {
            findings.add(at, "最多 %d 剂。".formatted(Reckoning.ENOUGH - 1));
        }
        return doses.isEmpty() ? Optional.empty() : Optional.of(new Cadence.Doses(doses));
    }

    private List<Point> points(String at, @Nullable List<PointText> texts) {
        List<PointText> given = texts == null ? List.of() : texts;
        if (given.isEmpty()) {
            findings.add(at, "至少要有一个时点。");
        }
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < given.size(); i++) {
            point(at + "[" + i + "]", given.get(i)).ifPresent(points::add);
        }
        return List.copyOf(points);
    }

    private Optional<Point> point(String at, PointText text) {
        try {
            Period opens = Period.parse(Objects.requireNonNullElse(text.opens(), ""));
            Period due = Period.parse(Objects.requireNonNullElse(text.due(), ""));
            if (length(due) < length(opens) || opens.isNegative()) {
                findings.add(at, "截止早于开始。");
            }
            return Optional.of(new Point(Objects.requireNonNullElse(text.title(), ""), opens, due));
        } catch (DateTimeException e) {
            findings.add(at, "opens 和 due 应写作 P28D、P3M、P1Y 这样的时长。");
            return Optional.empty();
        }
    }

    private static long length(Period period) {
        return period.toTotalMonths() * DAYS_A_MONTH + period.getDays();
    }

    /** Cases of plain cadences: none of them is reckoned from an event, so that a change of case only changes the days. */
    private Optional<Cadence> choose(String at, List<ChoiceText> texts) {
        List<Choice> choices = new ArrayList<>();
        for (int i = 0; i < texts.size(); i++) {
            choice(at + "[" + i + "]", texts.get(i), i == texts.size() - 1).ifPresent(choices::add);
        }
        if (choices.isEmpty()) {
            findings.add(at, "至少要有一种情况。");
            return Optional.empty();
        }
        return Optional.of(new Cadence.Choose(List.copyOf(choices)));
    }

    private Optional<Choice> choice(String at, ChoiceText text, boolean last) {
        if (text.when() == null && !last) {
            findings.add(at + ".when", "只有最后一种情况可以不写条件。");
        }
        Rule when = text.when() == null
                ? null
                : findings.rule(at + ".when", text.when()).orElse(null);
        Optional<Cadence> then = text.then() == null ? Optional.empty() : read(at + ".then", text.then());
        boolean plain = then.filter(it -> it.event() != null
                        || it instanceof Cadence.Calendar
                        || it instanceof Cadence.Doses
                        || it instanceof Cadence.Until
                        || it instanceof Cadence.Choose)
                .isEmpty();
        if (text.then() == null || !plain) {
            findings.add(at + ".then", "应为 once、every、yearly、weekly、draw 之一。");
        }
        return then.map(cadence -> new Choice(when, cadence));
    }
}
