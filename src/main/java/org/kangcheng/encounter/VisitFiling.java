package org.kangcheng.encounter;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.kangcheng.directory.Institutions;
import org.kangcheng.directory.Practitioner;
import org.kangcheng.record.Entries;
import org.kangcheng.record.Entry;
import org.kangcheng.record.EntryId;
import org.kangcheng.record.FhirJson;
import org.kangcheng.record.Filing;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * Files what a visit does into the record, in the transaction that does it. Each filing has a request key of its own: the
 * record itself refuses to hold the same thing twice.
 */
@Component
class VisitFiling {
    /** @param value what was measured of {@code analyte} */
    record Measured(Analyte analyte, ResultValue value) {}

    private final Entries entries;
    private final Institutions institutions;

    VisitFiling(Entries entries, Institutions institutions) {
        this.entries = entries;
        this.institutions = institutions;
    }

    /** The key of an entry to come. */
    long newEntry(long personKey) {
        return entries.newId(personKey).entryKey();
    }

    void arrived(Visit visit, String department) {
        ObjectNode encounter = VisitResources.encounter(
                visit, department, institutions.find(visit.institutionId()).orElseThrow());
        file(VisitResources.entry(visit), visit, encounter, "visit:" + visit.visitId());
    }

    /** The visit's own entry follows its state; at the end with its diagnoses and reason. */
    void follow(Visit visit, List<Diagnosis> diagnoses) {
        revise(
                VisitResources.entry(visit),
                encounter -> VisitResources.bringUp(encounter, visit, doctor(visit), diagnoses));
    }

    void diagnosed(Visit visit, Diagnosis diagnosis) {
        String key = "diagnosis:" + visit.visitId() + ":" + diagnosis.code();
        file(entries.newId(visit.personKey()), visit, VisitResources.condition(visit, diagnosis), key);
    }

    void ordered(Visit visit, LaboratoryOrder order, LaboratoryTest test) {
        EntryId id = new EntryId(visit.personKey(), order.entryKey());
        file(id, visit, VisitResources.serviceRequest(visit, order, test), "order:" + order.orderId());
    }

    void prescribed(Visit visit, Prescription prescription, Medicine medicine) {
        EntryId id = new EntryId(visit.personKey(), prescription.entryKey());
        ObjectNode request = VisitResources.medicationRequest(visit, prescription, medicine);
        file(id, visit, request, "prescription:" + prescription.prescriptionId());
    }

    void dispensed(Visit visit, Prescription prescription, Medicine medicine, String pharmacist, Instant now) {
        ObjectNode dispense = VisitResources.medicationDispense(visit, prescription, medicine, pharmacist, now);
        file(entries.newId(visit.personKey()), visit, dispense, "dispense:" + prescription.prescriptionId());
        complete(visit, prescription.entryKey());
    }

    /** The report of a test, and each of its values as an observation of its own, filed together. */
    void released(Visit visit, LaboratoryOrder order, LaboratoryTest test, List<Measured> values) {
        List<Filing> filings = new ArrayList<>();
        for (Measured value : values) {
            String key = "result:" + order.orderId() + ":" + value.analyte().code();
            filings.add(new Filing(
                    entries.newId(visit.personKey()),
                    visit.institutionId(),
                    VisitResources.observation(visit, order, value),
                    key));
        }
        List<EntryId> results = filings.stream().map(Filing::id).toList();
        filings.add(new Filing(
                entries.newId(visit.personKey()),
                visit.institutionId(),
                VisitResources.report(visit, order, test, values, results),
                "report:" + order.orderId()));
        entries.fileAll(filings);
        complete(visit, order.entryKey());
    }

    private void complete(Visit visit, long entryKey) {
        revise(new EntryId(visit.personKey(), entryKey), request -> request.put("status", "completed"));
    }

    /** A request that will not be carried out. */
    void revoked(long personKey, long entryKey) {
        revise(new EntryId(personKey, entryKey), request -> {
            boolean medication = request.path("resourceType").asString().equals("MedicationRequest");
            request.put("status", medication ? "cancelled" : "revoked");
        });
    }

    private void file(EntryId id, Visit visit, ObjectNode resource, String requestKey) {
        entries.fileAll(List.of(new Filing(id, visit.institutionId(), resource, requestKey)));
    }

    private void revise(EntryId id, Consumer<ObjectNode> change) {
        Entry before = entries.read(id).orElseThrow();
        ObjectNode resource = FhirJson.read(before.json());
        change.accept(resource);
        if (entries.revise(before, resource).isEmpty()) {
            throw new IllegalStateException("somebody else revises what this visit filed: " + id);
        }
    }

    private Optional<String> doctor(Visit visit) {
        return institutions.practitioners(visit.institutionId()).stream()
                .filter(it -> visit.practitionerId() != null && it.practitionerId() == visit.practitionerId())
                .map(Practitioner::name)
                .findFirst();
    }
}
