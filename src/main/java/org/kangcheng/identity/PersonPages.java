package org.kangcheng.identity;

import java.time.Clock;
import java.util.List;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** One resident's page: masked, and in clear for a stated reason, which she can read. */
@Controller
class PersonPages {
    private static final int LONGEST_REASON = 60;

    /** A row that was merged into the one shown. */
    record MergedView(String id, String name, String idNumber, String reason) {}

    /** @param open may be ended */
    record StatusView(StatusKind kind, String label, String from, String to, String source, boolean open) {}

    private final People people;
    private final PersonTable table;
    private final PersonViews views;
    private final Statuses statuses;
    private final Corrections corrections;
    private final AliasTable aliases;
    private final Readings readings;
    private final PlaceChoice places;
    private final Clock clock;

    PersonPages(
            People people,
            PersonTable table,
            PersonViews views,
            Statuses statuses,
            Corrections corrections,
            AliasTable aliases,
            Readings readings,
            PlaceChoice places,
            Clock clock) {
        this.people = people;
        this.table = table;
        this.views = views;
        this.statuses = statuses;
        this.corrections = corrections;
        this.aliases = aliases;
        this.readings = readings;
        this.places = places;
        this.clock = clock;
    }

    @Allowed({Role.REGISTRAR, Role.CARD_OFFICER, Role.STEWARD, Role.VILLAGE_DOCTOR})
    @GetMapping("/staff/people/{id}")
    @Transactional
    public String page(Actor actor, @PathVariable String id, Model model) {
        Person person = views.person(id);
        Reach.require(actor, person);
        readings.log(actor, person.personKey(), "居民基本信息", Purpose.IDENTITY);
        model.addAttribute("person", views.of(person));
        model.addAttribute(
                "statuses",
                statuses.all(person.personKey()).stream().map(PersonPages::view).toList());
        model.addAttribute("kinds", StatusKind.values());
        model.addAttribute("today", CityTime.today(clock));
        model.addAttribute("corrections", corrections.of(person.personKey()));
        model.addAttribute(
                "merged",
                aliases.mergedInto(person.personKey()).stream().map(this::view).toList());
        model.addAttribute("steward", actor.is(Role.STEWARD));
        model.addAttribute("window", actor.is(Role.REGISTRAR) || actor.is(Role.CARD_OFFICER) || actor.is(Role.STEWARD));
        places.offer(model, person.areaCode());
        return "identity/person";
    }

    private static StatusView view(GrantedStatus status) {
        String to = status.toDate() == null ? "" : status.toDate().toString();
        return new StatusView(
                status.kind(), status.kind().label(), status.fromDate().toString(), to, status.source(), to.isEmpty());
    }

    private MergedView view(AliasTable.Alias alias) {
        PersonView retired = views.of(table.find(alias.retiredKey()).orElseThrow());
        return new MergedView(PublicId.encode(alias.retiredKey()), retired.name(), retired.idNumber(), alias.reason());
    }

    /** Document, phone and address in clear: the resident will read who saw them and why. */
    @Allowed({Role.REGISTRAR, Role.CARD_OFFICER, Role.STEWARD, Role.VILLAGE_DOCTOR})
    @PostMapping("/staff/people/{id}/unmask")
    @Transactional
    public String unmask(Actor actor, @PathVariable String id, @RequestParam String reason, Model model) {
        Person person = views.person(id);
        Reach.require(actor, person);
        String why = reason.strip();
        if (why.length() < 2 || why.length() > LONGEST_REASON) {
            throw Refusal.badInput("reason-missing", "请填写 2 至 60 字的查看原因。").asException();
        }
        readings.log(actor, person.personKey(), "完整证件信息（" + why + "）", Purpose.IDENTITY);
        model.addAttribute("name", person.name());
        model.addAttribute("birthDate", person.birthDate());
        model.addAttribute("identifiers", people.identifiers(person.personKey()).orElseThrow());
        model.addAttribute("address", table.address(person.personKey()).orElse("—"));
        model.addAttribute("changes", actor.is(Role.STEWARD) ? corrections.of(person.personKey()) : List.of());
        return "identity/person-unmasked :: clear";
    }
}
