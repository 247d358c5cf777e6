package org.kangcheng.identity;

import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Allowed;
import org.kangcheng.access.Role;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * What is changed on a resident's page. A window that has the document before it records phone and document; all else is
 * the steward's. Each answers with the page, or with the refusal and nothing changed.
 */
@Controller
class PersonChangePages {
    private final PersonViews views;
    private final Enrolments enrolments;
    private final Corrections corrections;
    private final Statuses statuses;
    private final Merges merges;
    private final People people;

    PersonChangePages(
            PersonViews views,
            Enrolments enrolments,
            Corrections corrections,
            Statuses statuses,
            Merges merges,
            People people) {
        this.views = views;
        this.enrolments = enrolments;
        this.corrections = corrections;
        this.statuses = statuses;
        this.merges = merges;
        this.people = people;
    }

    @Allowed({Role.REGISTRAR, Role.CARD_OFFICER, Role.STEWARD})
    @PostMapping("/staff/people/{id}/phone")
    @Transactional
    public String phone(Actor actor, @PathVariable String id, @RequestParam String phone) {
        Person person = reached(actor, id);
        return back(id, corrections.recordPhone(actor, person.personKey(), phone.strip(), "窗口核验证件后登记"));
    }

    @Allowed({Role.REGISTRAR, Role.CARD_OFFICER, Role.STEWARD})
    @PostMapping("/staff/people/{id}/verified")
    @Transactional
    public String verify(Actor actor, @PathVariable String id) {
        Person person = reached(actor, id);
        if (person.idType().equals(IdType.NONE.code())) {
            throw Refusal.rule("document-missing", "该居民尚无证件，请先登记证件。").asException();
        }
        enrolments.verify(person.personKey());
        return back(id, Optional.empty());
    }

    @Allowed({Role.REGISTRAR, Role.CARD_OFFICER, Role.STEWARD})
    @PostMapping("/staff/people/{id}/document")
    @Transactional
    public String document(
            Actor actor, @PathVariable String id, @RequestParam String idType, @RequestParam String idNumber) {
        Person person = reached(actor, id);
        return switch (enrolments.giveDocument(actor, person.personKey(), idType, idNumber)) {
            case EnrolResult.Refused(var refusal) -> back(id, Optional.of(refusal));
            case EnrolResult.Suspicious _ -> "redirect:/staff/people/" + id + "?suspicious";
            case EnrolResult.Known _, EnrolResult.Enrolled _ -> back(id, Optional.empty());
        };
    }

    @Allowed(Role.STEWARD)
    @PostMapping("/staff/people/{id}/correction")
    @Transactional
    public String correct(
            Actor actor,
            @PathVariable String id,
            @RequestParam String name,
            @RequestParam Sex sex,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate birthDate,
            @RequestParam String reason) {
        Person person = reached(actor, id);
        return back(id, corrections.correct(actor, person.personKey(), name, sex, birthDate, reason));
    }

    @Allowed(Role.STEWARD)
    @PostMapping("/staff/people/{id}/move")
    @Transactional
    public String move(
            Actor actor,
            @PathVariable String id,
            @RequestParam String village,
            @RequestParam(defaultValue = "") String address,
            @RequestParam String reason) {
        Person person = reached(actor, id);
        @Nullable String kept = address.isBlank() ? null : address.strip();
        return back(id, corrections.move(actor, person.personKey(), village, kept, reason));
    }

    @Allowed(Role.STEWARD)
    @PostMapping("/staff/people/{id}/death")
    @Transactional
    public String death(
            Actor actor,
            @PathVariable String id,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate on,
            @RequestParam String reason) {
        Person person = reached(actor, id);
        return back(
                id,
                on == null
                        ? corrections.revokeDeath(actor, person.personKey(), reason)
                        : corrections.recordDeath(actor, person.personKey(), on, reason));
    }

    @Allowed(Role.STEWARD)
    @PostMapping("/staff/people/{id}/status")
    @Transactional
    public String grant(
            Actor actor,
            @PathVariable String id,
            @RequestParam StatusKind kind,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate from) {
        Person person = reached(actor, id);
        boolean granted = statuses.grant(actor, person.personKey(), kind, from);
        return back(id, granted ? Optional.empty() : Optional.of(Refusal.conflict("status-held", "该身份在此日期已有效。")));
    }

    @Allowed(Role.STEWARD)
    @PostMapping("/staff/people/{id}/status/end")
    @Transactional
    public String end(
            Actor actor,
            @PathVariable String id,
            @RequestParam StatusKind kind,
            @RequestParam @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) LocalDate to) {
        return back(id, statuses.end(reached(actor, id).personKey(), kind, to));
    }

    /** @param other the ID number or the public id of the row that is the same person */
    @Allowed(Role.STEWARD)
    @PostMapping("/staff/people/{id}/merge")
    @Transactional
    public String merge(Actor actor, @PathVariable String id, @RequestParam String other, @RequestParam String reason) {
        Person person = reached(actor, id);
        long retired = PublicId.decode(other.strip())
                .or(() -> people.byDocument(IdType.RESIDENT_ID.code(), other))
                .orElseThrow(Reach::notFound);
        return back(id, merges.merge(actor, retired, person.personKey(), reason));
    }

    /** @param retired the public id of the row that was merged by mistake */
    @Allowed(Role.STEWARD)
    @PostMapping("/staff/people/{id}/split")
    @Transactional
    public String split(
            Actor actor, @PathVariable String id, @RequestParam String retired, @RequestParam String reason) {
        reached(actor, id);
        long key = PublicId.decode(retired).orElseThrow(Reach::notFound);
        return back(id, merges.split(actor, key, reason));
    }

    private Person reached(Actor actor, String id) {
        Person person = views.person(id);
        Reach.require(actor, person);
        return person;
    }

    private static String back(String id, Optional<Refusal> problem) {
        problem.ifPresent(refusal -> {
            throw refusal.asException();
        });
        return "redirect:/staff/people/" + id + "?done";
    }
}
