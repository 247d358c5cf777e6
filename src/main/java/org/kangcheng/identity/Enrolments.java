package org.kangcheng.identity;

import java.time.Clock;
import java.util.Optional;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.EnrolResult.Enrolled;
import org.kangcheng.identity.EnrolResult.Known;
import org.kangcheng.identity.EnrolResult.Suspicious;
import org.kangcheng.identity.PersonRows.Row;
import org.kangcheng.kernel.Ids;
import org.kangcheng.kernel.Refusal;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/**
 * 建档: brings residents into the index, each once. The document's blind index decides in the database who is new; the
 * same enrolment again, at the same time or a year later, finds the person who is there.
 */
@Component
public class Enrolments {
    private final PersonTable people;
    private final PersonRows rows;
    private final ResidentTable residents;
    private final EnrolmentRules rules;
    private final NearMatches nearMatches;
    private final StewardTable cases;
    private final ApplicationEventPublisher events;
    private final Ids ids;
    private final Clock clock;

    Enrolments(
            PersonTable people,
            PersonRows rows,
            ResidentTable residents,
            EnrolmentRules rules,
            NearMatches nearMatches,
            StewardTable cases,
            ApplicationEventPublisher events,
            Ids ids,
            Clock clock) {
        this.people = people;
        this.rows = rows;
        this.residents = residents;
        this.rules = rules;
        this.nearMatches = nearMatches;
        this.cases = cases;
        this.events = events;
        this.ids = ids;
        this.clock = clock;
    }

    @Transactional
    public EnrolResult enrol(Actor actor, NewPerson person) {
        ResidentTable.Changes changes = new ResidentTable.Changes();
        EnrolResult result = admit(actor, person, changes);
        residents.count(changes);
        return result;
    }

    /**
     * As {@link #enrol}, of somebody of whom nobody knows yet where she lives: no village counts her as its resident until
     * {@link Corrections#move} says which.
     *
     * @param person with the village where she was met
     */
    @Transactional
    public EnrolResult enrolOfUnknownHome(Actor actor, NewPerson person) {
        return admit(actor, person, false, new ResidentTable.Changes());
    }

    /** As {@link #enrol}, leaving the counters to the caller, who makes them the last writes of a batch. */
    @Transactional(propagation = Propagation.MANDATORY)
    EnrolResult admit(Actor actor, NewPerson given, ResidentTable.Changes changes) {
        return admit(actor, given, true, changes);
    }

    private EnrolResult admit(Actor actor, NewPerson given, boolean homeKnown, ResidentTable.Changes changes) {
        NewPerson person = given.canonical();
        Optional<Refusal> problem = rules.problem(person);
        if (problem.isPresent()) {
            return new EnrolResult.Refused(problem.get());
        }
        Row row = rows.of(ids.random(), person, clock.instant());
        if (!people.takeDocument(row.idIndex(), row.personKey())) {
            return holder(actor, row, homeKnown, changes);
        }
        people.insert(row, homeKnown);
        residents.arrive(person.areaCode(), row.personKey(), changes);
        nearMatches.look(row);
        events.publishEvent(new PersonEnrolled(row.personKey(), person.areaCode()));
        return new Enrolled(row.personKey());
    }

    /** The document is somebody's already. */
    private EnrolResult holder(Actor actor, Row row, boolean homeKnown, ResidentTable.Changes changes) {
        long holderKey = people.byDocument(row.idIndex())
                .flatMap(key -> people.currentKey(key).or(() -> Optional.of(key)))
                .orElseThrow();
        Person holder = people.find(holderKey).orElseThrow();
        if (row.person().idNumber() != null && !same(holder, row.person())) {
            return cases.claim(holderKey, row.person());
        }
        complete(actor, holder, row, homeKnown, changes);
        return new Known(holderKey);
    }

    private static boolean same(Person holder, NewPerson told) {
        return holder.name().equals(told.name())
                && holder.birthDate().equals(told.birthDate())
                && holder.sex() == told.sex();
    }

    /**
     * Fills what was blank, from those who have seen the document. Never from a resident: a phone proves a person, and
     * must not come from whoever knows her number.
     */
    private void complete(Actor actor, Person holder, Row row, boolean homeKnown, ResidentTable.Changes changes) {
        if (actor.kind() == Actor.Kind.RESIDENT || !row.person().verified()) {
            return;
        }
        people.fillPhone(holder.personKey(), row.phoneSealed(), row.phoneIndex(), clock.instant());
        seen(holder.personKey());
        residents.know(holder.personKey(), changes);
        if (homeKnown && holder.deceasedOn() == null && !people.residenceKnown(holder.personKey())) {
            String home = row.person().areaCode();
            people.setPlace(holder.personKey(), home, row.addressSealed(), clock.instant());
            residents.arrive(home, holder.personKey(), changes);
            events.publishEvent(new PersonMoved(holder.personKey(), holder.areaCode(), home));
        }
    }

    /** An institution has seen the person's document. Once or more often is the same. */
    @Transactional
    public void verify(long personKey) {
        seen(personKey);
        ResidentTable.Changes changes = new ResidentTable.Changes();
        residents.know(personKey, changes);
        residents.count(changes);
    }

    private void seen(long personKey) {
        if (people.verify(personKey, clock.instant())) {
            events.publishEvent(new PersonVerified(personKey));
        }
    }

    /** A person without a document (a newborn, an unknown) has one now. */
    @Transactional
    public EnrolResult giveDocument(Actor actor, long personKey, String idType, String idNumber) {
        long key = people.currentKey(personKey).orElse(personKey);
        Person person = people.find(key).orElseThrow();
        NewPerson documented = new NewPerson(
                        person.name(),
                        person.sex(),
                        person.birthDate(),
                        person.areaCode(),
                        idType,
                        idNumber,
                        null,
                        null,
                        true,
                        "WINDOW")
                .canonical();
        Optional<Refusal> problem = rules.document(documented);
        if (problem.isPresent() || !IdType.NONE.code().equals(person.idType())) {
            return new EnrolResult.Refused(
                    problem.orElse(Refusal.conflict("document-present", "该居民已登记证件，证件有误请走信息纠错。")));
        }
        Row row = rows.of(key, documented, clock.instant());
        if (!people.takeDocument(row.idIndex(), key)) {
            return taken(key, row);
        }
        people.setDocument(row);
        verify(key);
        return new Known(key);
    }

    /** Somebody holds the document that a person without one was to be given: perhaps they are one. */
    private EnrolResult taken(long key, Row row) {
        long holder = people.byDocument(row.idIndex())
                .map(found -> people.currentKey(found).orElse(found))
                .orElseThrow();
        return holder == key
                ? new Known(key)
                : new Suspicious(holder, cases.open(holder, key, StewardTable.Reason.DOCUMENT));
    }
}
