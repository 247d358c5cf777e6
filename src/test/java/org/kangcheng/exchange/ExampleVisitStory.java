package org.kangcheng.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import java.nio.file.Files;
import java.nio.file.Path;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.Observation;
import org.junit.jupiter.api.Test;

/** What the manual tells an integrator to try first, as it stands in the manual. */
class ExampleVisitStory extends TestDoor {
    @Test
    void theVisitOfTheManualIsTakenAndRead() throws Exception {
        FhirContext fhir = FhirContext.forR4Cached();
        fhir.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        IGenericClient client = fhir.newRestfulGenericClient(base());
        client.registerInterceptor(new BearerTokenAuthInterceptor(program(hospital(5)).token));
        Bundle visit =
                fhir.newJsonParser().parseResource(Bundle.class, Files.readString(Path.of("docs/examples/visit.json")));

        Bundle answer = client.transaction().withBundle(visit).execute();

        assertThat(answer.getEntry())
                .hasSize(4)
                .allMatch(entry -> entry.getResponse().getStatus().startsWith("201"));
        Observation pressure = client.read()
                .resource(Observation.class)
                .withUrl(answer.getEntry().getLast().getResponse().getLocation())
                .execute();
        assertThat(pressure.getValueQuantity().getValue().intValue()).isEqualTo(152);
    }
}
