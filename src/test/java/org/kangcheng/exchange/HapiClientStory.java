package org.kangcheng.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import ca.uhn.fhir.rest.server.exceptions.ResourceGoneException;
import ca.uhn.fhir.rest.server.exceptions.ResourceNotFoundException;
import java.math.BigDecimal;
import java.util.Date;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CapabilityStatement;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.Enumerations;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.Parameters;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Quantity;
import org.hl7.fhir.r4.model.Reference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An off-the-shelf client does with the door what it does with any FHIR server. */
class HapiClientStory extends TestDoor {
    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static int count;

    private IGenericClient client;

    @BeforeEach
    void connect() {
        FHIR.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        FHIR.getRestfulClientFactory().setSocketTimeout(60_000);
        client = FHIR.newRestfulGenericClient(base());
        client.registerInterceptor(new BearerTokenAuthInterceptor(program(hospital(5)).token));
    }

    private static Patient patient() {
        Patient patient = new Patient();
        patient.addIdentifier().setSystem("urn:test:mrn").setValue("P" + ++count + "-" + System.nanoTime());
        patient.addName().setText("何试" + (char) ('一' + count));
        patient.setGender(Enumerations.AdministrativeGender.FEMALE);
        patient.setBirthDate(new Date(count * 86_400_000L));
        return patient;
    }

    private static Observation pressure(IdType patient) {
        Observation observation = new Observation();
        observation.setStatus(Observation.ObservationStatus.FINAL);
        observation.getCode().addCoding().setSystem("http://loinc.org").setCode("8480-6");
        observation.setSubject(new Reference(patient.toUnqualifiedVersionless()));
        observation.setEffective(new DateTimeType("2026-03-01T08:00:00+08:00"));
        observation.setValue(new Quantity().setValue(new BigDecimal("128.50")).setUnit("mmHg"));
        return observation;
    }

    private IdType created(org.hl7.fhir.r4.model.Resource resource) {
        MethodOutcome outcome = client.create().resource(resource).execute();
        assertThat(outcome.getCreated()).isTrue();
        return (IdType) outcome.getId();
    }

    @Test
    void itReadsWhatTheDoorCan() {
        CapabilityStatement statement =
                client.capabilities().ofType(CapabilityStatement.class).execute();
        assertThat(statement.getRestFirstRep().getResource())
                .anyMatch(resource -> resource.getType().equals("Immunization"))
                .anyMatch(resource -> resource.getType().equals("Appointment"));
    }

    @Test
    void itCreatesReadsUpdatesAndLooksBack() {
        IdType patient = created(patient());
        IdType id = created(pressure(patient));

        Observation read =
                client.read().resource(Observation.class).withId(id.getIdPart()).execute();
        assertThat(((Quantity) read.getValue()).getValue()).isEqualTo(new BigDecimal("128.50"));

        read.setStatus(Observation.ObservationStatus.AMENDED);
        MethodOutcome outcome = client.update().resource(read).execute();
        assertThat(outcome.getId().getVersionIdPart()).isEqualTo("2");
        Observation first = client.read()
                .resource(Observation.class)
                .withIdAndVersion(id.getIdPart(), "1")
                .execute();
        assertThat(first.getStatus()).isEqualTo(Observation.ObservationStatus.FINAL);
        Bundle history = client.history()
                .onInstance(id.toUnqualifiedVersionless())
                .returnBundle(Bundle.class)
                .execute();
        assertThat(history.getEntry()).hasSize(2);
    }

    @Test
    void anUpdateOfAnOldVersionIsRefused() {
        Observation observation = pressure(created(patient()));
        IdType id = created(observation);
        observation.setId(id.toUnqualifiedVersionless());
        client.update().resource(observation).execute();
        String json = FHIR.newJsonParser().encodeResourceToString(observation);

        program(hospital(5))
                .put("Observation/" + id.getIdPart(), json, "If-Match", "W/\"1\"")
                .expect(412);
        assertThatThrownBy(() -> client.update()
                        .resource(observation)
                        .conditional()
                        .where(Observation.CODE.exactly().code("x"))
                        .execute())
                .isInstanceOf(ca.uhn.fhir.rest.server.exceptions.BaseServerResponseException.class);
    }

    @Test
    void whatIsDeletedIsGoneButRemembered() {
        IdType id = created(pressure(created(patient())));
        client.delete().resourceById(id.toUnqualifiedVersionless()).execute();
        assertThatThrownBy(() -> client.read()
                        .resource(Observation.class)
                        .withId(id.getIdPart())
                        .execute())
                .isInstanceOf(ResourceGoneException.class);
        assertThat(client.read()
                        .resource(Observation.class)
                        .withIdAndVersion(id.getIdPart(), "1")
                        .execute()
                        .getStatus())
                .isEqualTo(Observation.ObservationStatus.FINAL);
    }

    @Test
    void aConditionalCreateCreatesOnce() {
        Patient patient = patient();
        String condition = "Patient?identifier=urn:test:mrn|"
                + patient.getIdentifierFirstRep().getValue();
        MethodOutcome first =
                client.create().resource(patient).conditionalByUrl(condition).execute();
        MethodOutcome second =
                client.create().resource(patient).conditionalByUrl(condition).execute();
        assertThat(second.getId().getIdPart()).isEqualTo(first.getId().getIdPart());
    }

    @Test
    void itSearchesAndTurnsPages() {
        IdType patient = created(patient());
        for (int at = 0; at < 5; at++) {
            created(pressure(patient));
        }
        Bundle page = client.search()
                .forResource(Observation.class)
                .where(Observation.PATIENT.hasId(patient.toUnqualifiedVersionless()))
                .and(Observation.CODE.exactly().systemAndCode("http://loinc.org", "8480-6"))
                .include(Observation.INCLUDE_SUBJECT)
                .count(2)
                .returnBundle(Bundle.class)
                .execute();
        assertThat(page.getTotal()).isEqualTo(5);
        int seen = 0;
        while (page != null) {
            seen += (int) page.getEntry().stream()
                    .filter(entry -> entry.getResource() instanceof Observation)
                    .count();
            page = page.getLink(Bundle.LINK_NEXT) == null
                    ? null
                    : client.loadPage().next(page).execute();
        }
        assertThat(seen).isEqualTo(5);
    }

    @Test
    void itSearchesByPostToo() {
        IdType patient = created(patient());
        created(pressure(patient));
        Bundle found = client.search()
                .forResource(Observation.class)
                .where(Observation.PATIENT.hasId(patient.getIdPart()))
                .usingStyle(ca.uhn.fhir.rest.api.SearchStyleEnum.POST)
                .returnBundle(Bundle.class)
                .execute();
        assertThat(found.getEntry()).hasSize(1);
    }

    @Test
    void aTransactionIsDoneWholeOrNotAtAll() {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        Patient patient = patient();
        bundle.addEntry()
                .setFullUrl("urn:uuid:5f8c6bd7-0b10-4bd5-8d38-30ab6df4d6a2")
                .setResource(patient)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("Patient");
        Observation observation = pressure(new IdType("Patient/x"));
        observation.setSubject(new Reference("urn:uuid:5f8c6bd7-0b10-4bd5-8d38-30ab6df4d6a2"));
        observation.addPerformer(new Reference("Practitioner?identifier=urn:none|none"));
        bundle.addEntry()
                .setResource(observation)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("Observation");

        assertThatThrownBy(() -> client.transaction().withBundle(bundle).execute())
                .isInstanceOf(ca.uhn.fhir.rest.server.exceptions.UnprocessableEntityException.class)
                .hasMessageContaining("条件引用没有匹配到资源");
        assertThat(found(patient)).isZero();

        observation.getPerformer().clear();
        Bundle done = client.transaction().withBundle(bundle).execute();
        assertThat(done.getEntry()).hasSize(2);
        assertThat(found(patient)).isEqualTo(1);
    }

    private int found(Patient patient) {
        return client.search()
                .forResource(Patient.class)
                .where(Patient.IDENTIFIER
                        .exactly()
                        .systemAndCode(
                                "urn:test:mrn", patient.getIdentifierFirstRep().getValue()))
                .returnBundle(Bundle.class)
                .execute()
                .getEntry()
                .size();
    }

    @Test
    void whatATransactionUpdatesAndCreatesMayReferToEachOther() {
        IdType patient = created(patient());
        Observation known = pressure(patient);
        IdType knownId = created(known);
        Bundle bundle = new Bundle().setType(Bundle.BundleType.TRANSACTION);
        Observation fresh = pressure(patient);
        fresh.addDerivedFrom(new Reference("urn:uuid:0d9a5a1f-6a3c-4c2e-8e0a-0c9c6f1b7a01"));
        bundle.addEntry()
                .setFullUrl("urn:uuid:0d9a5a1f-6a3c-4c2e-8e0a-0c9c6f1b7a02")
                .setResource(fresh)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("Observation");
        known.setId(knownId.getIdPart());
        known.addHasMember(new Reference("urn:uuid:0d9a5a1f-6a3c-4c2e-8e0a-0c9c6f1b7a02"));
        bundle.addEntry()
                .setFullUrl("urn:uuid:0d9a5a1f-6a3c-4c2e-8e0a-0c9c6f1b7a01")
                .setResource(known)
                .getRequest()
                .setMethod(Bundle.HTTPVerb.PUT)
                .setUrl("Observation/" + knownId.getIdPart());

        Bundle done = client.transaction().withBundle(bundle).execute();

        String freshId = new IdType(done.getEntry().get(0).getResponse().getLocation()).getIdPart();
        assertThat(observation(freshId).getDerivedFromFirstRep().getReference())
                .isEqualTo("Observation/" + knownId.getIdPart());
        assertThat(observation(knownId.getIdPart()).getHasMemberFirstRep().getReference())
                .isEqualTo("Observation/" + freshId);
    }

    private Observation observation(String id) {
        return client.read().resource(Observation.class).withId(id).execute();
    }

    @Test
    void aBatchDoesWhatItCan() {
        Bundle bundle = new Bundle().setType(Bundle.BundleType.BATCH);
        bundle.addEntry()
                .setResource(patient())
                .getRequest()
                .setMethod(Bundle.HTTPVerb.POST)
                .setUrl("Patient");
        bundle.addEntry().getRequest().setMethod(Bundle.HTTPVerb.GET).setUrl("Patient/0000000000001-0000000000001");
        Bundle done = client.transaction().withBundle(bundle).execute();
        assertThat(done.getEntry().get(0).getResponse().getStatus()).startsWith("201");
        assertThat(done.getEntry().get(1).getResponse().getStatus()).startsWith("404");
    }

    @Test
    void everythingAndXml() {
        IdType patient = created(patient());
        created(pressure(patient));
        client.setEncoding(ca.uhn.fhir.rest.api.EncodingEnum.XML);
        IdType inXml = created(pressure(patient));
        assertThat(client.read()
                        .resource(Observation.class)
                        .withId(inXml.getIdPart())
                        .execute()
                        .getCode()
                        .getCodingFirstRep()
                        .getCode())
                .isEqualTo("8480-6");
        Parameters none = new Parameters();
        Bundle all = client.operation()
                .onInstance(patient.toUnqualifiedVersionless())
                .named("$everything")
                .withParameters(none)
                .useHttpGet()
                .returnResourceType(Bundle.class)
                .execute();
        assertThat(all.getEntry())
                .filteredOn(entry -> entry.getResource() instanceof Observation)
                .hasSize(2);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> client.read()
                        .resource(Patient.class)
                        .withId("0000000000001-0000000000001")
                        .execute())
                .isInstanceOf(ResourceNotFoundException.class);
    }
}
