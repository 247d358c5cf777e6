package org.kangcheng.record;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What an entry is shown as on a timeline. */
public enum Kind {
    VISIT("就诊"),
    DIAGNOSIS("诊断"),
    RESULT("检验检查"),
    MEDICATION("用药"),
    PROCEDURE("手术操作"),
    IMMUNIZATION("预防接种"),
    ALLERGY("过敏"),
    DOCUMENT("病历文书"),
    PLAN("照护计划");

    private static final Map<String, Kind> BY_TYPE = Map.ofEntries(
            Map.entry("Encounter", VISIT),
            Map.entry("Condition", DIAGNOSIS),
            Map.entry("Observation", RESULT),
            Map.entry("DiagnosticReport", RESULT),
            Map.entry("ImagingStudy", RESULT),
            Map.entry("MedicationRequest", MEDICATION),
            Map.entry("MedicationAdministration", MEDICATION),
            Map.entry("MedicationDispense", MEDICATION),
            Map.entry("MedicationStatement", MEDICATION),
            Map.entry("Procedure", PROCEDURE),
            Map.entry("ServiceRequest", PROCEDURE),
            Map.entry("Immunization", IMMUNIZATION),
            Map.entry("AllergyIntolerance", ALLERGY),
            Map.entry("DocumentReference", DOCUMENT),
            Map.entry("CarePlan", PLAN));

    private final String label;

    Kind(String label) {
        this.label = label;
    }

    public String label() {
        return label;
    }

    /** Null for what is no event of care: a bill, a provenance, a device. */
    static @Nullable Kind of(String type, JsonNode resource) {
        // A report without results and with a text is a note that somebody wrote.
        boolean note = type.equals("DiagnosticReport") && !resource.has("result") && resource.has("presentedForm");
        return note ? DOCUMENT : BY_TYPE.get(type);
    }
}
