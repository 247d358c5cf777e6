package org.kangcheng.encounter;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.record.EntryId;
import org.kangcheng.record.FhirJson;
import tools.jackson.databind.node.ObjectNode;

/** The parts that the resources of a visit (FHIR R4) have in common. */
final class Fhir {
    static final String ICD_10 = "http://hl7.org/fhir/sid/icd-10";
    static final String LOINC = "http://loinc.org";
    private static final String TERMINOLOGY = "http://terminology.hl7.org/CodeSystem/";

    private Fhir() {}

    /** A resource about a person in a visit. */
    static ObjectNode resource(String type, String status, long personKey, EntryId encounter) {
        ObjectNode resource = resource(type, personKey);
        resource.put("status", status);
        resource.putObject("encounter").put("reference", "Encounter/" + encounter);
        return resource;
    }

    static ObjectNode resource(String type, long personKey) {
        ObjectNode resource = FhirJson.object();
        resource.put("resourceType", type);
        resource.putObject("subject").put("reference", "Patient/" + PublicId.encode(personKey));
        return resource;
    }

    /** A CodeableConcept; without a coding where there is no certain code. */
    static ObjectNode concept(String system, String code, String text) {
        ObjectNode concept = FhirJson.object();
        if (!code.isEmpty()) {
            concept.putArray("coding")
                    .addObject()
                    .put("system", system)
                    .put("code", code)
                    .put("display", text);
        }
        return concept.put("text", text);
    }

    /** A CodeableConcept of one of HL7's own code systems. */
    static ObjectNode hl7(String system, String code) {
        ObjectNode concept = FhirJson.object();
        concept.putArray("coding")
                .addObject()
                .put("system", TERMINOLOGY + system)
                .put("code", code);
        return concept;
    }

    static ObjectNode quantity(BigDecimal value, Analyte analyte) {
        ObjectNode quantity = FhirJson.object().put("value", value);
        if (!analyte.unit().isEmpty()) {
            quantity.put("unit", analyte.unitLabel().isEmpty() ? analyte.unit() : analyte.unitLabel())
                    .put("system", "http://unitsofmeasure.org")
                    .put("code", analyte.unit());
        }
        return quantity;
    }

    static ObjectNode display(String name) {
        return FhirJson.object().put("display", name);
    }

    static ObjectNode reference(String type, EntryId id) {
        return FhirJson.object().put("reference", type + "/" + id);
    }

    static String instant(Instant at) {
        return at.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
