package org.kangcheng.exchange;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.IdType;
import org.kangcheng.identity.NationalId;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Person;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.record.Criteria;
import org.kangcheng.record.Entry;
import org.kangcheng.record.EntrySearch;
import org.kangcheng.record.FhirJson;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Each resident as a FHIR Patient, made from the index. What institutions file about their patients are Patients of
 * their own, linked by {@code seealso}.
 */
@Component
class Residents {
    /** 居民身份证号码, the national object identifier of the ID number. */
    static final String ID_NUMBER = "urn:oid:2.16.156.10011.1.3";

    private static final int MOST_LINKS = 100;
    private static final Criteria FILED_PATIENTS = new Criteria("Patient", List.of(), Criteria.Order.CHANGE, false);

    private final People people;
    private final EntrySearch search;

    Residents(People people, EntrySearch search) {
        this.people = people;
        this.search = search;
    }

    static Optional<Long> key(String logicalId) {
        return PublicId.decode(logicalId);
    }

    Optional<Long> byIdNumber(String number) {
        return NationalId.parse(number).flatMap(id -> people.byDocument(IdType.RESIDENT_ID.code(), id.number()));
    }

    /** The Patient of a current or retired key; empty when there is none, or the client may not know. */
    Optional<ObjectNode> read(Reach.Of reach, long personKey) {
        return people.find(personKey)
                .filter(person -> knows(reach, person.personKey()))
                .map(person -> person.personKey() == personKey
                        ? patient(
                                reach,
                                person,
                                people.changedAt(List.of(personKey)).get(personKey))
                        : retired(personKey, person.personKey()));
    }

    /** A client knows whom it filed a Patient of, besides those whose record it may see. */
    boolean knows(Reach.Of reach, long personKey) {
        return reach.whole(personKey)
                || search.count(new EntrySearch.Within(people.aliases(personKey), reach.filer()), FILED_PATIENTS) > 0;
    }

    /** @param changed when what is known of her last changed */
    ObjectNode patient(Reach.Of reach, Person person, @Nullable Instant changed) {
        ObjectNode patient = described(person, changed);
        if (reach.whole(person.personKey())) {
            people.identifiers(person.personKey())
                    .filter(known -> known.idType().equals(IdType.RESIDENT_ID.code()) && known.idNumber() != null)
                    .ifPresent(known -> patient.putArray("identifier")
                            .addObject()
                            .put("system", ID_NUMBER)
                            .put("value", known.idNumber()));
        }
        addLinks(patient, reach, person.personKey());
        return Made.stamped(patient, changed);
    }

    /** What anybody who knows of the person may know, and a search may ask. */
    static ObjectNode described(Person person, @Nullable Instant changed) {
        ObjectNode patient = FhirJson.object();
        patient.put("resourceType", "Patient").put("id", PublicId.encode(person.personKey()));
        if (changed != null) {
            patient.putObject("meta").put("lastUpdated", changed.toString());
        }
        patient.put("active", true);
        patient.putArray("name").addObject().put("text", person.name());
        patient.put("gender", person.sex().fhir())
                .put("birthDate", person.birthDate().toString());
        if (person.deceasedOn() != null) {
            patient.put("deceasedDateTime", person.deceasedOn().toString());
        }
        return patient;
    }

    private void addLinks(ObjectNode patient, Reach.Of reach, long personKey) {
        Long only = reach.whole(personKey) ? null : (Long) reach.filer();
        List<Entry> filed = search.among(
                        new EntrySearch.Within(people.aliases(personKey), only), FILED_PATIENTS, null, MOST_LINKS)
                .items();
        if (!filed.isEmpty()) {
            ArrayNode links = patient.putArray("link");
            filed.forEach(entry -> link(links, "Patient/" + entry.id(), "seealso"));
        }
    }

    /** Two keys were one person: the retired one says where its person is now. */
    private static ObjectNode retired(long retiredKey, long currentKey) {
        ObjectNode patient = FhirJson.object();
        patient.put("resourceType", "Patient")
                .put("id", PublicId.encode(retiredKey))
                .put("active", false);
        link(patient.putArray("link"), "Patient/" + PublicId.encode(currentKey), "replaced-by");
        return Made.stamped(patient, null);
    }

    private static void link(ArrayNode links, String reference, String type) {
        ObjectNode link = links.addObject();
        link.putObject("other").put("reference", reference);
        link.put("type", type);
    }
}
