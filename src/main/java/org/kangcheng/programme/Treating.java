package org.kangcheng.programme;

import java.time.Clock;
import java.time.Period;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.record.Grants;
import org.springframework.stereotype.Component;

/**
 * 诊疗关系: whom a doctor may serve beside a village's residents: who is treated in her institution, or was so
 * not long ago. Of anybody else she learns no more than of nobody.
 */
@Component
class Treating {
    /** How long after care an institution still asks how somebody is. */
    static final Period FOLLOWED_UP = Period.ofDays(90);

    private static final Refusal UNKNOWN = Refusal.notFound("没有这位居民，或居民不在本机构的诊疗关系之内。");

    private final People people;
    private final Grants grants;
    private final FinishedCareTable care;
    private final Clock clock;

    Treating(People people, Grants grants, FinishedCareTable care, Clock clock) {
        this.people = people;
        this.grants = grants;
        this.care = care;
        this.clock = clock;
    }

    Person patient(Actor actor, String personId) {
        return PublicId.decode(personId)
                .flatMap(people::find)
                .filter(person -> treats(actor, person))
                .orElseThrow(UNKNOWN::asException);
    }

    private boolean treats(Actor actor, Person person) {
        if (actor.is(Role.VILLAGE_DOCTOR) && actor.coversArea(person.areaCode())) {
            return true;
        }
        Long institution = actor.institutionId();
        return institution != null
                && (grants.holds(person.personKey(), institution, clock.instant())
                        || care.caredFor(
                                institution,
                                people.aliases(person.personKey()),
                                CityTime.today(clock).minus(FOLLOWED_UP)));
    }
}
