package org.kangcheng.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import org.hl7.fhir.r4.model.Measure;
import org.hl7.fhir.r4.model.MeasureReport;
import org.junit.jupiter.api.Test;

/** Figures through FHIR: the city's client asks for any place, an institution for its own. */
class MeasureDoorStory extends TestDoor {
    private static final FhirContext FHIR = FhirContext.forR4Cached();

    @Test
    void anIndicatorIsAMeasureAndItsFigureAReport() {
        String base = "Measure/visits";
        Measure measure = FHIR.newJsonParser()
                .parseResource(Measure.class, city().get(base).expect(200).raw().body());
        assertThat(measure.getTitle()).isEqualTo("就诊人次");
        MeasureReport report = FHIR.newJsonParser()
                .parseResource(
                        MeasureReport.class,
                        city().get(base + "/$evaluate-measure?periodStart=2024-01-01&periodEnd=2024-01-31&place=371502")
                                .expect(200)
                                .raw()
                                .body());
        assertThat(report.getType()).isEqualTo(MeasureReport.MeasureReportType.SUMMARY);
        assertThat(report.getGroupFirstRep().getPopulationFirstRep().getCount()).isZero();
        assertThat(report.getSubject().getIdentifier().getValue()).isEqualTo("371502");
    }

    @Test
    void anInstitutionReadsItsOwnAlone() {
        Program own = program(hospital(3));
        assertThat(own.get("Measure/no-show-rate/$evaluate-measure")
                        .expect(200)
                        .body()
                        .path("subject")
                        .path("identifier")
                        .path("value")
                        .asString())
                .isEqualTo(Long.toString(hospital(3).institutionId()));
        own.get("Measure/no-show-rate/$evaluate-measure?place=3715").expect(404);
    }

    @Test
    void whatIsAskedWronglyIsAnOutcome() {
        city().get("Measure/nothing").expect(404);
        city().get("Measure/visits/$evaluate-measure?periodStart=2024-01-02&periodEnd=2024-01-31")
                .expect(400);
        city().get("Measure/relief-granted/$evaluate-measure").expect(422);
        city().post("Measure", "{\"resourceType\":\"Measure\"}").expect(405);
    }
}
