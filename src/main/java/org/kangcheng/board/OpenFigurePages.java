package org.kangcheng.board;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Open;
import org.kangcheng.kernel.CityTime;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** 数据公开: what may be public, for everybody without signing in. */
@Controller
class OpenFigurePages {
    private static final DateTimeFormatter MINUTE = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");
    private static final Duration KEPT = Duration.ofMinutes(1);

    private record Kept(Map<String, List<OpenFigures.Shown>> groups, Instant at) {}

    private final OpenFigures figures;
    private final Clock clock;
    private volatile @Nullable Kept kept;

    OpenFigurePages(OpenFigures figures, Clock clock) {
        this.figures = figures;
        this.clock = clock;
    }

    /** However many ask, the database is asked once a minute. */
    @Open
    @GetMapping("/open")
    String all(Model model) {
        Kept now = kept;
        if (now == null || now.at.plus(KEPT).isBefore(clock.instant())) {
            now = new Kept(figures.groups(), clock.instant());
            kept = now;
        }
        model.addAttribute("groups", now.groups);
        model.addAttribute("updated", MINUTE.format(CityTime.local(now.at)));
        return "board/open";
    }
}
