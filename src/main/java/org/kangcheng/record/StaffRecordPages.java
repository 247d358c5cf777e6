package org.kangcheng.record;

import java.time.Clock;
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
 * A doctor reads a record: alerts first, then the timeline. With a grant (the person is in treatment here) at once;
 * without one only for a stated reason, which the resident sees and the auditor reviews.
 */
@Controller
@Allowed({Role.DOCTOR, Role.VILLAGE_DOCTOR})
class StaffRecordPages {
    private static final int REASON_LEAST = 4;

    private final RecordView view;
    private final Alerts alerts;
    private final Grants grants;
    private final People people;
    private final Readings readings;
    private final Clock clock;

    StaffRecordPages(
            RecordView view, Alerts alerts, Grants grants, People people, Readings readings, Clock clock) {
        this.view = view;
        this.alerts = alerts;
        this.grants = grants;
        this.people = people;
        this.readings = readings;
        this.clock = clock;
    }

    @GetMapping("/staff/people/{id}/record")
    @Transactional
    public String open(
            Actor actor, @PathVariable String id, @RequestParam(required = false) @Nullable String after, Model model) {
        Person person = person(id);
        model.addAttribute("id", id);
        model.addAttribute("name", person.maskedName());
        if (!grants.holds(person.personKey(), actor.institution(), clock.instant())) {
            return "record/reason";
        }
        readings.log(actor, person.personKey(), "健康档案", Purpose.TREATMENT);
        return show(person, after, model);
    }

    @PostMapping("/staff/people/{id}/record")
    @Transactional
    public String openForReason(
            Actor actor,
            @PathVariable String id,
            @RequestParam String reason,
            @RequestParam(required = false) @Nullable String after,
            Model model) {
        if (reason.strip().length() < REASON_LEAST) {
            throw Refusal.rule("reason-too-short", "请写明调阅的理由,至少四个字。").asException();
        }
        Person person = person(id);
        model.addAttribute("id", id);
        model.addAttribute("name", person.maskedName());
        model.addAttribute("reason", reason.strip());
        readings.logBreakGlass(actor, person.personKey(), "健康档案", reason.strip());
        return show(person, after, model);
    }

    private String show(Person person, @Nullable String after, Model model) {
        model.addAttribute("alerts", alerts.of(person.personKey()));
        model.addAttribute("lines", view.timeline(person.personKey(), null, after));
        return "record/staff";
    }

    private Person person(String id) {
        return PublicId.decode(id)
                .flatMap(people::find)
                .orElseThrow(() -> Refusal.notFound("没有这位居民。").asException());
    }
}
