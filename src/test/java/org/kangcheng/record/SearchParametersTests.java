package org.kangcheng.record;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kangcheng.kernel.FileKeys;
import org.kangcheng.kernel.SealedText;

/** By which date a type stands on the timeline, and where in the resource that date is found. */
class SearchParametersTests {
    @TempDir
    private static Path folder;

    @ParameterizedTest
    @CsvSource({
        "Encounter, date, {\"period\":{\"start\":\"2026-02-03\"}}",
        "Condition, onset-date, {\"onsetDateTime\":\"2026-02-03\"}",
        "Condition, onset-date, {\"recordedDate\":\"2026-02-03\"}",
        "Observation, date, {\"effectiveDateTime\":\"2026-02-03\"}",
        "DiagnosticReport, date, {\"effectivePeriod\":{\"start\":\"2026-02-03\"}}",
        "Procedure, date, {\"performedPeriod\":{\"start\":\"2026-02-03\"}}",
        "Immunization, date, {\"occurrenceDateTime\":\"2026-02-03\"}",
        "MedicationRequest, authoredon, {\"authoredOn\":\"2026-02-03\"}",
        "MedicationDispense, whenhandedover, {\"whenHandedOver\":\"2026-02-03\"}",
        "MedicationDispense, date, {\"whenHandedOver\":\"2026-02-03\"}",
        "MedicationAdministration, effective-time, {\"effectiveDateTime\":\"2026-02-03\"}",
        "ServiceRequest, authored, {\"authoredOn\":\"2026-02-03\"}",
        "AllergyIntolerance, date, {\"recordedDate\":\"2026-02-03\"}",
        "DocumentReference, date, {\"date\":\"2026-02-03\"}",
        "CarePlan, date, {\"period\":{\"start\":\"2026-02-03\"}}",
        "CareTeam, date, {\"period\":{\"start\":\"2026-02-03\"}}",
        "Claim, created, {\"created\":\"2026-02-03\"}",
        "ExplanationOfBenefit, created, {\"created\":\"2026-02-03\"}",
        "ImagingStudy, started, {\"started\":\"2026-02-03\"}",
        "Provenance, recorded, {\"recorded\":\"2026-02-03\"}",
    })
    void theDateOf(String type, String name, String json) {
        SearchParameters parameters = SearchParameters.of(type);
        assertThat(parameters.find(name)).isPresent().isEqualTo(parameters.date());
        Summaries summaries =
                new Summaries(new Tokens(new SealedText(FileKeys.open(folder.resolve("keys.properties"), false))));
        Span when = summaries.of(type, FhirJson.read(json.getBytes(UTF_8))).when();
        assertThat(Objects.requireNonNull(when).from())
                .isEqualTo(Span.parse("2026-02-03").orElseThrow().from());
    }
}
