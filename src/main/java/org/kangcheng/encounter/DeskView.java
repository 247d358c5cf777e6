package org.kangcheng.encounter;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.terminology.CareStep;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What the desks' pages have in common: they read a code, and then show who is there and what there is to do. */
@Component
class DeskView {
    /** @param name masked: enough to compare with the person at the desk */
    record Guest(PublicId reading, long personKey, String name, String sex, int age) {}

    private final Desks desks;
    private final Visits visits;
    private final People people;
    private final Clock clock;

    DeskView(Desks desks, Visits visits, People people, Clock clock) {
        this.desks = desks;
        this.visits = visits;
        this.people = people;
        this.clock = clock;
    }

    /** Shows who is at the desk, if a code was read there and still stands. */
    Optional<Guest> show(Actor actor, Optional<String> reading, CareStep step, Model model) {
        Optional<Guest> guest = reading.flatMap(PublicId::parse).flatMap(id -> guest(actor, id, step));
        if (reading.isPresent() && guest.isEmpty() && !model.containsAttribute("refusal")) {
            model.addAttribute("refusal", "识读已过期,请重新识读患者的健康码。");
        }
        guest.ifPresent(it -> model.addAttribute("guest", it));
        return guest;
    }

    private Optional<Guest> guest(Actor actor, PublicId reading, CareStep step) {
        return desks.standing(actor, reading, step) instanceof Outcome.Done<DeskReading>(DeskReading read)
                ? people.find(read.personKey()).map(person -> guest(read, person))
                : Optional.empty();
    }

    private Guest guest(DeskReading read, Person person) {
        int age = person.ageOn(CityTime.today(clock));
        return new Guest(
                read.id(), read.personKey(), person.maskedName(), person.sex().label(), age);
    }

    /** The guest's visits here that a desk may still have to do with. */
    List<Visit> visits(Actor actor, Guest guest) {
        return visits(actor, guest.personKey());
    }

    List<Visit> visits(Actor actor, long personKey) {
        return visits.recent(personKey, actor.institution());
    }

    /** As a list on a screen shows somebody who is not at the desk. */
    String maskedName(long personKey) {
        return people.find(personKey).map(Person::maskedName).orElse("");
    }

    /** Back to the desk's page, with the refusal if there was one. */
    static String back(String page, Outcome<?> outcome, RedirectAttributes redirect) {
        if (outcome instanceof Outcome.NotDone<?>(Refusal refusal)) {
            redirect.addFlashAttribute("refusal", refusal.message());
        }
        return "redirect:" + page;
    }

    static PublicId id(String text) {
        return PublicId.parse(text).orElseThrow(Ending.UNKNOWN::asException);
    }
}
