package org.kangcheng.card;

import java.util.List;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.access.Role;
import org.kangcheng.directory.Areas;
import org.kangcheng.identity.People;
import org.kangcheng.identity.PeopleSearch;
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

/** 卡务: the card officer's desk: find a resident, look at the card, issue, suspend, resume, replace, close. */
@Controller
@Allowed(Role.CARD_OFFICER)
class CardDeskPages {
    private static final int FOUND = 20;

    /** One resident who was found, masked. */
    record Match(String person, String name, String sex, int birthYear, String where) {}

    private final Cards cards;
    private final ChangeTable changes;
    private final People people;
    private final PeopleSearch search;
    private final Areas areas;
    private final Readings readings;

    CardDeskPages(
            Cards cards, ChangeTable changes, People people, PeopleSearch search, Areas areas, Readings readings) {
        this.cards = cards;
        this.changes = changes;
        this.people = people;
        this.search = search;
        this.areas = areas;
        this.readings = readings;
    }

    /** By POST: what is typed may be an ID number, which does not belong into an address. */
    @PostMapping("/staff/cards/find")
    @Transactional
    public String find(Actor actor, @RequestParam String query, Model model) {
        String area = actor.areaCode() == null ? "" : actor.areaCode();
        List<Person> found = search.search(query, area, null, FOUND).items();
        readings.logEach(actor, found.stream().map(Person::personKey).toList(), "卡务查找", Purpose.CARD);
        model.addAttribute("matches", found.stream().map(this::match).toList());
        return "card/found";
    }

    @GetMapping("/staff/cards/person/{id}")
    @Transactional
    public String person(Actor actor, @PathVariable String id, Model model) {
        Person person = covered(actor, id);
        readings.log(actor, person.personKey(), "健康卡", Purpose.CARD);
        Optional<HealthCard> card = cards.of(person.personKey());
        model.addAttribute("person", match(person));
        model.addAttribute("verified", person.verified());
        model.addAttribute("card", card.orElse(null));
        model.addAttribute("changes", changes.newest(person.personKey()));
        return "card/person";
    }

    @PostMapping("/staff/cards/person/{id}/issue")
    String issue(Actor actor, @PathVariable String id) {
        if (cards.issue(actor, covered(actor, id).personKey()) instanceof IssueResult.NotIssued(var refusal)) {
            throw refusal.asException();
        }
        return back(id);
    }

    @PostMapping("/staff/cards/person/{id}/upgrade")
    String upgrade(Actor actor, @PathVariable String id) {
        return after(cards.upgrade(actor, covered(actor, id).personKey()), id);
    }

    @PostMapping("/staff/cards/person/{id}/suspend")
    String suspend(Actor actor, @PathVariable String id, @RequestParam String reason) {
        return after(cards.suspend(actor, covered(actor, id).personKey(), stated(reason)), id);
    }

    @PostMapping("/staff/cards/person/{id}/resume")
    String resume(Actor actor, @PathVariable String id, @RequestParam String reason) {
        return after(cards.resume(actor, covered(actor, id).personKey(), stated(reason)), id);
    }

    @PostMapping("/staff/cards/person/{id}/cancel")
    String cancel(Actor actor, @PathVariable String id, @RequestParam String reason) {
        return after(cards.cancel(actor, covered(actor, id).personKey(), stated(reason)), id);
    }

    private static String after(CardResult result, String id) {
        if (result instanceof CardResult.NotChanged(var refusal)) {
            throw refusal.asException();
        }
        return back(id);
    }

    private static String back(String id) {
        return "redirect:/staff/cards/person/" + id;
    }

    private static String stated(String reason) {
        if (reason.isBlank() || reason.length() > 200) {
            throw Refusal.badInput("reason-needed", "请填写原因(200 字以内)。").asException();
        }
        return reason.strip();
    }

    /** Outside the officer's area and not there look alike. */
    private Person covered(Actor actor, String id) {
        return PublicId.decode(id)
                .flatMap(people::find)
                .filter(person -> actor.coversArea(person.areaCode()))
                .orElseThrow(CardRefusals.PERSON_UNKNOWN.refusal()::asException);
    }

    private Match match(Person person) {
        return new Match(
                PublicId.encode(person.personKey()),
                person.maskedName(),
                person.sex().label(),
                person.birthDate().getYear(),
                areas.path(person.areaCode()));
    }
}
