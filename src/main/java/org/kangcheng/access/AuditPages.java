package org.kangcheng.access;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The auditor's pages: changes of accounts, the sealed chains, and readings without a grant to be reviewed. */
@Controller
@Allowed(Role.AUDITOR)
class AuditPages {
    private static final int PAGE = 100;

    record BreakGlass(
            long institutionId,
            long readingId,
            Instant at,
            String actorName,
            String reason,
            @Nullable String verdict) {}

    private final JdbcClient jdbc;
    private final ChangeLog changes;
    private final Sealer sealer;
    private final Clock clock;

    AuditPages(JdbcClient jdbc, ChangeLog changes, Sealer sealer, Clock clock) {
        this.jdbc = jdbc;
        this.changes = changes;
        this.sealer = sealer;
        this.clock = clock;
    }

    @GetMapping("/staff/audit")
    String audit(Model model) {
        model.addAttribute("changes", changes.newest(PAGE));
        if (!model.containsAttribute("chains")) {
            model.addAttribute("verified", false);
            model.addAttribute("chains", sealer.newest());
        }
        model.addAttribute("breakGlass", unreviewed());
        return "access/audit";
    }

    @PostMapping("/staff/audit/chain")
    String verifyChain(Model model) {
        model.addAttribute("verified", true);
        model.addAttribute("chains", sealer.verified());
        return audit(model);
    }

    @PostMapping("/staff/audit/break-glass/{institutionId}/{readingId}")
    String review(
            Actor actor,
            @PathVariable long institutionId,
            @PathVariable long readingId,
            @RequestParam boolean justified) {
        jdbc.sql("""
                update access.break_glass set reviewed_at = ?, reviewed_by = ?, verdict = ?
                 where institution_id = ? and reading_id = ? and reviewed_at is null
                """)
                .params(Timestamp.from(clock.instant()), actor.name(), justified ? "JUSTIFIED" : "UNJUSTIFIED")
                .params(institutionId, readingId)
                .update();
        return "redirect:/staff/audit";
    }

    private List<BreakGlass> unreviewed() {
        return jdbc.sql("""
                select institution_id, reading_id, at, actor_name, reason, verdict from access.break_glass
                 where reviewed_at is null order by reading_id desc limit ?
                """).param(PAGE).query(BreakGlass.class).list();
    }
}
