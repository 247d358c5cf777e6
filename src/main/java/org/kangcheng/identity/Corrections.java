package org.kangcheng.identity;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.CorrectionTable.Field;
import org.kangcheng.identity.DetailChanged.Kind;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.kernel.SealedText;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * 纠错: changes what is known of a resident. Each field that changes is kept as it was, sealed, with who and why, and told as
 * {@link DetailChanged}.
 */
@Component
public class Corrections {
    private final PersonTable people;
    private final ResidentTable residents;
    private final CorrectionTable corrections;
    private final EnrolmentRules rules;
    private final PersonRows rows;
    private final SealedText sealed;
    private final ApplicationEventPublisher events;
    private final Clock clock;

    Corrections(
            PersonTable people,
            ResidentTable residents,
            CorrectionTable corrections,
            EnrolmentRules rules,
            PersonRows rows,
            SealedText sealed,
            ApplicationEventPublisher events,
            Clock clock) {
        this.people = people;
        this.residents = residents;
        this.corrections = corrections;
        this.rules = rules;
        this.rows = rows;
        this.sealed = sealed;
        this.events = events;
        this.clock = clock;
    }

    /** Name, sex and birth as they should be. Birth and sex cannot leave what the resident ID number says. */
    @Transactional
    public Optional<Refusal> correct(
            Actor actor, long personKey, String name, Sex sex, LocalDate birthDate, String reason) {
        Person before = locked(personKey);
        String canonical = Names.canonical(name);
        String number = people.identifiers(before.personKey()).orElseThrow().idNumber();
        Optional<Refusal> problem = rules.name(canonical)
                .or(() -> rules.birth(birthDate))
                .or(() -> rules.document(told(before, canonical, sex, birthDate, number)));
        if (problem.isPresent()) {
            return problem;
        }
        Change change = new Change(actor, before, reason);
        change.field(Field.NAME, before.name(), canonical);
        change.field(Field.SEX, before.sex().label(), sex.label());
        change.field(Field.BIRTH_DATE, before.birthDate().toString(), birthDate.toString());
        people.setDetails(before.personKey(), canonical, Pinyin.of(canonical), sex, birthDate, now());
        events.publishEvent(new PersonCorrected(before.personKey()));
        return Optional.empty();
    }

    /** Records a phone that was shown to be the person's; earlier ones still find her. */
    @Transactional
    public Optional<Refusal> recordPhone(Actor actor, long personKey, String phone, String reason) {
        Optional<Refusal> problem = rules.phone(phone);
        if (problem.isEmpty()) {
            Person person = locked(personKey);
            String before = people.identifiers(person.personKey()).orElseThrow().phone();
            new Change(actor, person, reason).field(Field.PHONE, before, phone);
            people.setPhone(person.personKey(), sealed.seal(phone), now());
            people.addPhone(person.personKey(), rows.phoneIndex(phone));
            ResidentTable.Changes counted = new ResidentTable.Changes();
            residents.know(person.personKey(), counted);
            residents.count(counted);
        }
        return problem;
    }

    /** 迁移: the person lives in another village. */
    @Transactional
    public Optional<Refusal> move(
            Actor actor, long personKey, String areaCode, @Nullable String address, String reason) {
        Optional<Refusal> problem = rules.village(areaCode).or(() -> rules.address(address));
        if (problem.isPresent()) {
            return problem;
        }
        Person before = locked(personKey);
        long key = before.personKey();
        Change change = new Change(actor, before, reason);
        String lived = people.address(key).orElse(null);
        if (before.areaCode().equals(areaCode)) {
            change.field(Field.ADDRESS, lived, address);
        } else {
            change.field(Field.AREA, Kind.MOVED, before.areaCode(), areaCode);
            change.field(Field.ADDRESS, null, lived, address);
        }
        boolean moves = !before.areaCode().equals(areaCode) || !people.residenceKnown(key);
        people.setPlace(key, areaCode, address == null ? null : sealed.seal(address), now());
        ResidentTable.Changes counted = new ResidentTable.Changes();
        if (before.deceasedOn() == null && moves) {
            residents.leave(before.areaCode(), key, counted);
            residents.arrive(areaCode, key, counted);
            residents.count(counted);
            events.publishEvent(new PersonMoved(key, before.areaCode(), areaCode));
        } else {
            residents.know(key, counted);
            residents.count(counted);
        }
        return Optional.empty();
    }

    /** 死亡: from then on the person is counted among no village's residents. */
    @Transactional
    public Optional<Refusal> recordDeath(Actor actor, long personKey, LocalDate on, String reason) {
        Person before = locked(personKey);
        if (before.deceasedOn() != null) {
            return Optional.of(Refusal.conflict("already-deceased", "该居民已登记死亡。"));
        }
        if (on.isBefore(before.birthDate()) || on.isAfter(CityTime.today(clock))) {
            return Optional.of(Refusal.rule("death-date-impossible", "死亡日期不合理。"));
        }
        setDeath(actor, before, on, reason);
        events.publishEvent(new PersonDeceased(before.personKey(), on));
        return Optional.empty();
    }

    /** The death was recorded of the wrong person. */
    @Transactional
    public Optional<Refusal> revokeDeath(Actor actor, long personKey, String reason) {
        Person before = locked(personKey);
        if (before.deceasedOn() == null) {
            return Optional.of(Refusal.conflict("not-deceased", "该居民没有死亡登记。"));
        }
        setDeath(actor, before, null, reason);
        events.publishEvent(new PersonCorrected(before.personKey()));
        return Optional.empty();
    }

    private void setDeath(Actor actor, Person before, @Nullable LocalDate on, String reason) {
        long key = before.personKey();
        new Change(actor, before, reason).field(Field.DEATH, text(before.deceasedOn()), text(on));
        people.setDeceased(key, on, now());
        ResidentTable.Changes counted = new ResidentTable.Changes();
        if (on == null) {
            residents.arrive(before.areaCode(), key, counted);
        } else {
            residents.leave(before.areaCode(), key, counted);
        }
        residents.count(counted);
    }

    /** What was changed, newest first; values in clear, for the steward's page alone. */
    List<CorrectionTable.Entry> of(long personKey) {
        return corrections.of(personKey);
    }

    private Person locked(long personKey) {
        long key = people.currentKey(personKey).orElse(personKey);
        Person person =
                people.lock(key).orElseThrow(() -> Refusal.notFound("没有这位居民。").asException());
        if (people.currentKey(key).isPresent()) {
            throw Refusal.conflict("already-merged", "该居民刚刚被合并，请刷新后重试。").asException();
        }
        return person;
    }

    private Instant now() {
        return clock.instant();
    }

    private static @Nullable String text(@Nullable LocalDate day) {
        return day == null ? null : day.toString();
    }

    private static NewPerson told(Person person, String name, Sex sex, LocalDate birth, @Nullable String number) {
        return new NewPerson(
                name, sex, birth, person.areaCode(), person.idType(), number, null, null, person.verified(), "");
    }

    /** One correction: its fields share who, when and why. */
    private final class Change {
        private final Actor actor;
        private final Person person;
        /** Where she was registered to live until now; null when nobody knew. */
        private final @Nullable String village;

        private final String reason;

        Change(Actor actor, Person person, String reason) {
            if (reason.isBlank()) {
                throw Refusal.badInput("reason-missing", "请填写原因。").asException();
            }
            this.actor = actor;
            this.person = person;
            this.village = people.residenceKnown(person.personKey()) ? person.areaCode() : null;
            this.reason = reason.strip();
        }

        /** Something wrong stood there, or nothing. */
        void field(Field field, @Nullable String before, @Nullable String after) {
            field(field, before == null ? Kind.FILLED : Kind.CORRECTED, before, after);
        }

        /** @param kind null of what goes with another change */
        void field(Field field, @Nullable Kind kind, @Nullable String before, @Nullable String after) {
            if (Objects.equals(before, after)) {
                return;
            }
            CorrectionTable.Change change =
                    new CorrectionTable.Change(person.personKey(), village, field, kind, before, after, now());
            corrections.append(change, actor.name(), reason);
            if (village != null && kind != null) {
                events.publishEvent(new DetailChanged(person.personKey(), village, kind, CityTime.dayOf(change.at())));
            }
        }
    }
}
