package org.kangcheng.encounter;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.kangcheng.directory.Institution;
import org.kangcheng.encounter.VisitFiling.Measured;
import org.kangcheng.record.EntryId;
import org.kangcheng.record.FhirJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a visit and its steps look like as FHIR R4 resources. */
final class VisitResources {
    private static final String LOCAL = "urn:kangcheng:";

    private VisitResources() {}

    static EntryId entry(Visit visit) {
        return new EntryId(visit.personKey(), visit.entryKey());
    }

    static ObjectNode encounter(Visit visit, String department, Institution institution) {
        ObjectNode encounter = Fhir.resource("Encounter", visit.personKey());
        encounter.put("status", visit.state().fhir());
        encounter
                .putObject("class")
                .put("system", "http://terminology.hl7.org/CodeSystem/v3-ActCode")
                .put("code", visit.kind().code())
                .put("display", visit.kind().display());
        encounter
                .putArray("type")
                .addObject()
                .put("text", department + visit.kind().label());
        encounter.putObject("period").put("start", Fhir.instant(visit.arrivedAt()));
        ObjectNode provider = Fhir.display(institution.name());
        provider.putObject("identifier").put("system", LOCAL + "institution").put("value", institution.code());
        encounter.set("serviceProvider", provider);
        return encounter;
    }

    /** Brings the visit's own resource up to what the visit now is. */
    static void bringUp(ObjectNode encounter, Visit visit, Optional<String> doctor, List<Diagnosis> diagnoses) {
        encounter.put("status", visit.state().fhir());
        if (visit.endedAt() != null) {
            encounter.withObjectProperty("period").put("end", Fhir.instant(visit.endedAt()));
        }
        if (!visit.complaint().isEmpty()) {
            encounter.putArray("reasonCode").addObject().put("text", visit.complaint());
        }
        doctor.ifPresent(name -> encounter.putArray("participant").addObject().set("individual", Fhir.display(name)));
        diagnoses.forEach(diagnosis ->
                encounter.withArrayProperty("diagnosis").addObject().set("condition", Fhir.display(diagnosis.title())));
    }

    static ObjectNode condition(Visit visit, Diagnosis diagnosis) {
        ObjectNode condition = Fhir.resource("Condition", visit.personKey());
        condition.set("encounter", Fhir.reference("Encounter", entry(visit)));
        condition.set("clinicalStatus", Fhir.hl7("condition-clinical", "active"));
        condition.set("verificationStatus", Fhir.hl7("condition-ver-status", "confirmed"));
        condition.putArray("category").add(Fhir.hl7("condition-category", "encounter-diagnosis"));
        condition.set("code", Fhir.concept(Fhir.ICD_10, diagnosis.code(), diagnosis.title()));
        condition.put("recordedDate", Fhir.instant(diagnosis.at()));
        if (!diagnosis.note().isEmpty()) {
            condition.putArray("note").addObject().put("text", diagnosis.note());
        }
        return condition;
    }

    static ObjectNode serviceRequest(Visit visit, LaboratoryOrder order, LaboratoryTest test) {
        ObjectNode request = Fhir.resource("ServiceRequest", "active", visit.personKey(), entry(visit));
        request.put("intent", "order");
        request.putArray("category").addObject().put("text", "检验");
        request.set("code", test(test));
        request.put("authoredOn", Fhir.instant(order.orderedAt()));
        request.set("requester", Fhir.display(order.orderedBy()));
        return request;
    }

    static ObjectNode medicationRequest(Visit visit, Prescription prescription, Medicine medicine) {
        ObjectNode request = Fhir.resource("MedicationRequest", "active", visit.personKey(), entry(visit));
        request.put("intent", "order");
        request.set("medicationCodeableConcept", medicine(medicine));
        request.put("authoredOn", Fhir.instant(prescription.orderedAt()));
        request.set("requester", Fhir.display(prescription.orderedBy()));
        ObjectNode dosage = request.putArray("dosageInstruction").addObject();
        dosage.put("text", prescription.dosage()).putObject("route").put("text", medicine.route());
        request.putObject("dispenseRequest").set("quantity", packs(prescription));
        if (prescription.allergyReason() != null) {
            request.putArray("note").addObject().put("text", "有过敏记录,用药理由:" + prescription.allergyReason());
        }
        return request;
    }

    static ObjectNode medicationDispense(
            Visit visit, Prescription prescription, Medicine medicine, String pharmacist, Instant now) {
        ObjectNode dispense = Fhir.resource("MedicationDispense", visit.personKey());
        dispense.put("status", "completed");
        dispense.set("context", Fhir.reference("Encounter", entry(visit)));
        dispense.set("medicationCodeableConcept", medicine(medicine));
        dispense.putArray("authorizingPrescription")
                .add(Fhir.reference("MedicationRequest", new EntryId(visit.personKey(), prescription.entryKey())));
        dispense.putArray("performer").addObject().set("actor", Fhir.display(pharmacist));
        dispense.set("quantity", packs(prescription));
        dispense.put("whenHandedOver", Fhir.instant(now));
        dispense.putArray("dosageInstruction").addObject().put("text", prescription.dosage());
        return dispense;
    }

    static ObjectNode report(
            Visit visit, LaboratoryOrder order, LaboratoryTest test, List<Measured> values, List<EntryId> results) {
        ObjectNode report = Fhir.resource("DiagnosticReport", "final", visit.personKey(), entry(visit));
        report.putArray("basedOn")
                .add(Fhir.reference("ServiceRequest", new EntryId(visit.personKey(), order.entryKey())));
        report.putArray("category").add(Fhir.hl7("v2-0074", "LAB"));
        report.set("code", test(test));
        times(report, order);
        report.put("conclusion", conclusion(values));
        ArrayNode references = report.putArray("result");
        results.forEach(id -> references.add(Fhir.reference("Observation", id)));
        return report;
    }

    static ObjectNode observation(Visit visit, LaboratoryOrder order, Measured measured) {
        Analyte analyte = measured.analyte();
        ResultValue value = measured.value();
        ObjectNode observation = Fhir.resource("Observation", "final", visit.personKey(), entry(visit));
        observation.putArray("category").add(Fhir.hl7("observation-category", "laboratory"));
        observation.set("code", analyte(analyte));
        times(observation, order);
        if (value.number() != null) {
            observation.set("valueQuantity", Fhir.quantity(value.number(), analyte));
        } else {
            observation.put("valueString", value.text());
        }
        observation
                .putArray("interpretation")
                .add(Fhir.hl7("v3-ObservationInterpretation", value.flag().code()));
        range(analyte).ifPresent(range -> observation.putArray("referenceRange").add(range));
        return observation;
    }

    private static void times(ObjectNode resource, LaboratoryOrder order) {
        resource.put("effectiveDateTime", Fhir.instant(Objects.requireNonNull(order.sampledAt())));
        resource.put("issued", Fhir.instant(Objects.requireNonNull(order.releasedAt())));
    }

    private static Optional<ObjectNode> range(Analyte analyte) {
        if (analyte.range().isEmpty()) {
            return Optional.empty();
        }
        ObjectNode range = FhirJson.object().put("text", analyte.range());
        if (analyte.low() != null && analyte.low().signum() > 0) {
            range.set("low", Fhir.quantity(analyte.low(), analyte));
        }
        if (analyte.high() != null) {
            range.set("high", Fhir.quantity(analyte.high(), analyte));
        }
        return Optional.of(range);
    }

    private static String conclusion(List<Measured> values) {
        List<String> outside = values.stream()
                .filter(it -> it.value().flag() != ResultValue.Flag.NORMAL)
                .map(it -> it.analyte().name() + it.value().flag().label())
                .toList();
        return outside.isEmpty() ? "未见异常" : String.join(";", outside);
    }

    private static ObjectNode packs(Prescription prescription) {
        return FhirJson.object().put("value", prescription.packs()).put("unit", "盒");
    }

    private static ObjectNode test(LaboratoryTest test) {
        return test.loinc().isEmpty()
                ? Fhir.concept(LOCAL + "laboratory-test", test.code(), test.name())
                : Fhir.concept(Fhir.LOINC, test.loinc(), test.name());
    }

    private static ObjectNode analyte(Analyte analyte) {
        return analyte.loinc().isEmpty()
                ? Fhir.concept(LOCAL + "analyte", analyte.code(), analyte.name())
                : Fhir.concept(Fhir.LOINC, analyte.loinc(), analyte.name());
    }

    private static ObjectNode medicine(Medicine medicine) {
        return Fhir.concept(LOCAL + "medicine", medicine.code(), medicine.name() + " " + medicine.pack());
    }
}
