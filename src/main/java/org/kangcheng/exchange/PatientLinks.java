package org.kangcheng.exchange;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.Enrolments;
import org.kangcheng.identity.IdType;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.identity.People;
import org.kangcheng.identity.Sex;
import org.kangcheng.identity.VillageNames;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.record.Span;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Ties an institution's Patient to a person: the one it tied the same number of its own to before; else the resident of
 * the ID number; else somebody new, unverified.
 */
@Component
class PatientLinks {
    private static final int LONGEST_NAME = 50;

    private final Search search;
    private final People people;
    private final Enrolments enrolments;
    private final Institutions institutions;
    private final Areas areas;
    private final VillageNames villages;

    PatientLinks(
            Search search,
            People people,
            Enrolments enrolments,
            Institutions institutions,
            Areas areas,
            VillageNames villages) {
        this.search = search;
        this.people = people;
        this.enrolments = enrolments;
        this.institutions = institutions;
        this.areas = areas;
        this.villages = villages;
    }

    /** The current key of the person whom the Patient is about. */
    long person(Reach.Of reach, JsonNode patient) {
        return known(reach, patient).orElseGet(() -> enrol(reach, patient));
    }

    private Optional<Long> known(Reach.Of reach, JsonNode patient) {
        for (JsonNode identifier : patient.path("identifier")) {
            String system = identifier.path("system").asString("");
            String value = identifier.path("value").asString("");
            if (!system.isEmpty() && !value.isEmpty() && !system.equals(Residents.ID_NUMBER)) {
                Optional<Long> person =
                        search.filed(reach, "Patient", escaped(system) + "|" + escaped(value), 10).stream()
                                .filter(reach::owns)
                                .map(entry -> people.resolve(entry.id().shard()))
                                .findFirst();
                if (person.isPresent()) {
                    return person;
                }
            }
        }
        return Optional.empty();
    }

    private static String escaped(String text) {
        return text.replace(",", "\\,");
    }

    private long enrol(Reach.Of reach, JsonNode patient) {
        String number = idNumber(patient);
        return switch (enrol(reach, patient, number)) {
            case EnrolResult.Enrolled enrolled -> enrolled.personKey();
            case EnrolResult.Known known -> known.personKey();
            // The number is another's: the care given must not be mixed into that record, nor lost. The steward
            // decides.
            case EnrolResult.Suspicious _ -> key(enrol(reach, patient, null));
            case EnrolResult.Refused refused ->
                throw FhirProblem.at(
                        "Patient", 422, "business-rule", refused.refusal().message());
        };
    }

    /** Where the filing does not say in which village she lives, she is no village's resident until somebody knows. */
    private EnrolResult enrol(Reach.Of reach, JsonNode patient, @Nullable String number) {
        Optional<String> home = home(patient);
        NewPerson person = newPerson(patient, number, home.orElseGet(() -> village(reach)));
        return home.isPresent()
                ? enrolments.enrol(reach.actor(), person)
                : enrolments.enrolOfUnknownHome(reach.actor(), person);
    }

    private Optional<String> home(JsonNode patient) {
        for (JsonNode address : patient.path("address")) {
            boolean lives = !Set.of("old", "temp", "billing", "work")
                    .contains(address.path("use").asString(""));
            StringBuilder parts = new StringBuilder(address.path("district").asString(""));
            address.path("line").forEach(line -> parts.append(line.asString("")));
            Optional<String> village = villages.ofAddress(address.path("text").asString(""))
                    .or(() -> villages.ofAddress(parts.toString()));
            if (lives && village.isPresent()) {
                return village;
            }
        }
        return Optional.empty();
    }

    private static long key(EnrolResult result) {
        return switch (result) {
            case EnrolResult.Enrolled enrolled -> enrolled.personKey();
            case EnrolResult.Known known -> known.personKey();
            case EnrolResult.Suspicious suspicious -> suspicious.personKey();
            case EnrolResult.Refused refused -> throw FhirProblem.of(refused.refusal());
        };
    }

    private static NewPerson newPerson(JsonNode patient, @Nullable String number, String village) {
        Span birth = Span.parse(patient.path("birthDate").asString(""))
                .orElseThrow(() -> FhirProblem.at("Patient.birthDate", 422, "required", "新居民建档需要出生日期。"));
        return new NewPerson(
                name(patient),
                sex(patient),
                CityTime.dayOf(birth.from()),
                village,
                number == null ? IdType.NONE.code() : IdType.RESIDENT_ID.code(),
                number,
                null,
                null,
                false,
                "FHIR");
    }

    private static @Nullable String idNumber(JsonNode patient) {
        for (JsonNode identifier : patient.path("identifier")) {
            if (identifier.path("system").asString("").equals(Residents.ID_NUMBER)) {
                return identifier.path("value").asString("");
            }
        }
        return null;
    }

    /** The name as the index writes names: no digits (Synthea puts some into every name). The filing keeps its own. */
    private static String name(JsonNode patient) {
        JsonNode name = patient.path("name").path(0);
        String text = name.path("text").asString("");
        String family = name.path("family").asString("");
        StringBuilder given = new StringBuilder();
        name.path("given")
                .forEach(part -> given.append(given.isEmpty() ? "" : " ").append(part.asString("")));
        boolean ideographic = !family.isEmpty() && Character.isIdeographic(family.codePointAt(0));
        String whole = !text.isEmpty() ? text : ideographic ? family + given : (given + " " + family).strip();
        String plain = whole.replaceAll("[\\d]", "").strip();
        if (plain.isEmpty()) {
            throw FhirProblem.at("Patient.name", 422, "required", "新居民建档需要姓名。");
        }
        return plain.length() > LONGEST_NAME ? plain.substring(0, LONGEST_NAME).strip() : plain;
    }

    private static Sex sex(JsonNode patient) {
        return switch (patient.path("gender").asString("")) {
            case "male" -> Sex.MALE;
            case "female" -> Sex.FEMALE;
            case "other" -> Sex.NOT_STATED;
            default -> Sex.UNKNOWN;
        };
    }

    /** Where she was met: a village of the institution's own area. */
    private String village(Reach.Of reach) {
        String area =
                institutions.find(reach.filer()).map(Institution::areaCode).orElse("");
        return areas.villages().stream()
                .map(Area::code)
                .filter(code -> code.startsWith(area))
                .findFirst()
                .orElseThrow(() -> FhirProblem.of(422, "business-rule", "机构所在区划没有村(居)委会。"));
    }
}
