package org.kangcheng.record;

import jakarta.servlet.http.HttpSession;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * A resident's record for a doctor. With a grant of the institution it opens; without one the doctor states a reason,
 * which the resident reads and the institution reviews.
 */
@Controller
@Allowed({Role.DOCTOR, Role.VILLAGE_DOCTOR})
class StaffRecordPages {
    private static final int PAGE = 50;
    private static final int SHORTEST_REASON = 4;
    private static final int LONGEST_REASON = 200;

    /** So long a stated reason holds, in the session that stated it. */
    private static final Duration OPEN = Duration.ofMinutes(30);

    private final Timeline timeline;
    private final Entries entries;
    private final Alerts alerts;
    private final Grants grants;
    private final People people;
    private final Readings readings;
    private final RecordViews views;
    private final Clock clock;

    StaffRecordPages(
            Timeline timeline,
            Entries entries,
            Alerts alerts,
            Grants grants,
            People people,
            Readings readings,
            RecordViews views,
            Clock clock) {
        this.timeline = timeline;
        this.entries = entries;
        this.alerts = alerts;
        this.grants = grants;
        this.people = people;
        this.readings = readings;
        this.views = views;
        this.clock = clock;
    }

    @GetMapping("/staff/people/{id}/record")
    @Transactional
    public String record(
            Actor actor,
            @PathVariable String id,
            @RequestParam @Nullable Kind kind,
            @RequestParam @Nullable String after,
            HttpSession session,
            Model model) {
        Person person = person(id);
        model.addAttribute("id", id);
        model.addAttribute("person", person);
        Purpose purpose = purpose(actor, person.personKey(), session);
        if (purpose == null) {
            return "record/staff-reason";
        }
        readings.log(actor, person.personKey(), "健康档案", purpose);
        Timeline.Filter filter = kind == null ? Timeline.Filter.ALL : Timeline.Filter.of(kind);
        model.addAttribute(
                "events",
                views.events(timeline.of(person.personKey(), filter, ResidentRecordPages.place(after), PAGE)));
        model.addAttribute("alerts", alerts.of(person.personKey()));
        model.addAttribute("kinds", Kind.values());
        model.addAttribute("kind", kind);
        model.addAttribute("granted", purpose == Purpose.TREATMENT);
        return "record/staff-record";
    }

    private Person person(String id) {
        return PublicId.decode(id)
                .flatMap(people::find)
                .orElseThrow(() -> Refusal.notFound("没有这位居民。").asException());
    }

    /** Why the actor may read now; null when a reason must be stated first. */
    private @Nullable Purpose purpose(Actor actor, long personKey, HttpSession session) {
        if (grants.holds(personKey, actor.institution(), clock.instant())) {
            return Purpose.TREATMENT;
        }
        boolean stated =
                session.getAttribute(key(personKey)) instanceof Instant until && until.isAfter(clock.instant());
        return stated ? Purpose.BREAK_GLASS : null;
    }

    private static String key(long personKey) {
        return "record.opened." + personKey;
    }

    @PostMapping("/staff/people/{id}/record")
    @Transactional
    public String open(Actor actor, @PathVariable String id, @RequestParam String reason, HttpSession session) {
        Person person = person(id);
        String stated = reason.strip();
        if (stated.length() < SHORTEST_REASON || stated.length() > LONGEST_REASON) {
            throw Refusal.badInput("reason-missing", "请写明调阅原因,4 到 200 字。").asException();
        }
        readings.logBreakGlass(actor, person.personKey(), "健康档案", stated);
        session.setAttribute(key(person.personKey()), clock.instant().plus(OPEN));
        return "redirect:/staff/people/" + id + "/record";
    }

    @GetMapping("/staff/people/{id}/record/{entry}")
    @Transactional
    public String entry(
            Actor actor,
            @PathVariable String id,
            @PathVariable String entry,
            @RequestParam @Nullable Integer version,
            HttpSession session,
            Model model) {
        Person person = person(id);
        Purpose purpose = purpose(actor, person.personKey(), session);
        if (purpose == null) {
            return "redirect:/staff/people/" + id + "/record";
        }
        List<Entry> versions = EntryId.parse(entry)
                .filter(found -> people.aliases(person.personKey()).contains(found.shard()))
                .map(entries::history)
                .orElse(List.of());
        Entry shown = ResidentRecordPages.chosen(versions, version);
        readings.log(actor, person.personKey(), "健康档案条目", purpose);
        model.addAttribute("id", id);
        model.addAttribute("entry", views.detail(shown, versions));
        return "record/staff-entry";
    }
}
