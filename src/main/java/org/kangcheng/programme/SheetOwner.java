package org.kangcheng.programme;

import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.sheet.ImportJob;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** Who brings a table in, and the residents that its rows name. */
@Component
class SheetOwner {
    private static final Refusal NOBODY = Refusal.rule("row-refused", "辖区内没有这位居民，或姓名与证件号码不符。");
    private static final String RESIDENT_ID = "01";

    private final People people;
    private final JsonMapper json;

    SheetOwner(People people, JsonMapper json) {
        this.people = people;
        this.json = json;
    }

    /** How far a worker reached when she began. */
    private record Reach(
            Set<Role> roles,
            @Nullable Long institutionId,
            @Nullable String areaCode,
            @Nullable Boolean cityWide) {}

    ImportJob.Order order(Actor actor, String subject) {
        return new ImportJob.Order(
                subject,
                actor.id(),
                actor.name(),
                json.writeValueAsString(
                        new Reach(actor.roles(), actor.institutionId(), actor.areaCode(), actor.cityWide())));
    }

    /** As she was when she began. */
    Actor of(ImportJob job) {
        Reach reach = json.readValue(job.reach(), Reach.class);
        return new Actor(
                Actor.Kind.STAFF,
                job.ownerId(),
                job.owner(),
                reach.roles,
                reach.institutionId,
                null,
                null,
                reach.areaCode,
                null,
                Boolean.TRUE.equals(reach.cityWide));
    }

    /**
     * The key of a resident of hers. Somebody else's is as unknown as nobody, by a {@link org.kangcheng.kernel.Refused}: a table
     * of numbers must not tell who lives where.
     */
    long resident(Actor owner, String name, String idNumber) {
        return people.byDocument(RESIDENT_ID, idNumber)
                .flatMap(people::find)
                .filter(person -> person.name().equals(name))
                .filter(person -> owner.coversArea(person.areaCode()))
                .map(Person::personKey)
                .orElseThrow(NOBODY::asException);
    }
}
