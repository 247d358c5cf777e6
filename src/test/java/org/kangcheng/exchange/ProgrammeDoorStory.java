package org.kangcheng.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.rest.client.api.IGenericClient;
import ca.uhn.fhir.rest.client.api.ServerValidationModeEnum;
import ca.uhn.fhir.rest.client.interceptor.BearerTokenAuthInterceptor;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Annotation;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.CarePlan;
import org.hl7.fhir.r4.model.DateTimeType;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Immunization;
import org.hl7.fhir.r4.model.Observation;
import org.hl7.fhir.r4.model.QuestionnaireResponse;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.ServiceRequest;
import org.hl7.fhir.r4.model.Task;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.directory.Institution;
import org.kangcheng.identity.EnrolResult;
import org.kangcheng.identity.Enrolments;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.programme.FactKind;
import org.kangcheng.programme.Facts;
import org.kangcheng.programme.FieldWork;
import org.kangcheng.programme.ShippedProgrammes;
import org.kangcheng.record.Grants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** What village doctors deliver is read by an off-the-shelf client; a vaccination that a hospital files is a delivery. */
@AutoConfigureMockMvc
class ProgrammeDoorStory extends TestDoor {
    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final String PRESSURE = """
            engine: programme
            id: door-pressure
            title: 血压随访（接口）
            version: 1
            source: 测试
            from: 2020-01-01
            members: '"DOOR_PRESSURE" in diagnoses'
            services:
              - id: visit
                title: 面对面随访
                cadence: {every: {days: 90, first: 14, early: 45}}
                by: [VILLAGE_DOCTOR]
                form:
                  fields:
                    - {id: sbp, label: 收缩压, kind: whole, unit: mmHg, min: 60, max: 280}
                    - {id: smokes, label: 吸烟, kind: yes-no}
            examples:
              - {facts: {diagnoses: [DOOR_PRESSURE]}, member: true}
              - {facts: {age: 1}, member: false}
            """;
    private static final String VACCINE = """
            engine: programme
            id: door-vaccine
            title: 流感疫苗（接口）
            version: 1
            source: 测试
            from: 2020-01-01
            members: '"DOOR_VACCINE" in diagnoses'
            services:
              - id: dose
                title: 流感疫苗
                cadence: {once: {within: 30}}
                by: [VILLAGE_DOCTOR]
                counts: ["http://hl7.org/fhir/sid/cvx|141"]
            examples:
              - {facts: {diagnoses: [DOOR_VACCINE]}, member: true}
              - {facts: {age: 1}, member: false}
            """;

    private static final String SENT_ON = """
            engine: programme
            id: door-sent-on
            title: 血压转诊（接口）
            version: 1
            source: 测试
            from: 2020-01-01
            members: '"DOOR_SENT_ON" in diagnoses'
            services:
              - id: visit
                title: 面对面随访
                cadence: {every: {days: 90, first: 14, early: 45}}
                by: [VILLAGE_DOCTOR]
                form:
                  fields: [{id: sbp, label: 收缩压, kind: whole, unit: mmHg, min: 60, max: 280}]
                  grades:
                    - {code: "4", label: "过高，转诊", when: sbp >= 180, nextDays: 14, refer: true}
                    - {code: "1", label: 平稳, when: sbp < 180}
            examples:
              - {facts: {diagnoses: [DOOR_SENT_ON]}, member: true}
              - {facts: {age: 1}, member: false}
            """;

    @Autowired
    MockMvc mvc;

    @Autowired
    Enrolments enrolments;

    @Autowired
    Facts facts;

    @Autowired
    FieldWork work;

    @Autowired
    ShippedProgrammes programmes;

    @Autowired
    Grants grants;

    @Autowired
    Clock clock;

    @Test
    void whatWasDeliveredIsReadWithAGrantAndNotWithout() throws Exception {
        long person = member(PRESSURE, "DOOR_PRESSURE");
        FieldWork.Task due = work.dueTo(doctor(), person).getFirst();
        FieldWork.Answer answer = work.deliver(
                doctor(), person, due.serviceNo(), today(), null, Map.of("sbp", "151", "smokes", "否"), "door-1");
        assertThat(answer).isInstanceOf(FieldWork.Answer.Recorded.class);
        IGenericClient client = client();
        String patient = "Patient/" + PublicId.encode(person);
        assertThat(found(client, CarePlan.class, patient)).isEmpty();

        grants.grant(
                person, hospital(11).institutionId(), "visit:1", clock.instant().plus(Duration.ofHours(1)));
        CarePlan plan = found(client, CarePlan.class, patient).getFirst();
        assertThat(plan.getTitle()).isEqualTo("血压随访（接口）");
        assertThat(plan.getStatus()).isEqualTo(CarePlan.CarePlanStatus.ACTIVE);
        assertThat(found(client, Task.class, patient)).singleElement().satisfies(task -> {
            assertThat(task.getStatus()).isEqualTo(Task.TaskStatus.ACCEPTED);
            assertThat(task.getDescription()).isEqualTo("面对面随访");
        });
        QuestionnaireResponse response =
                found(client, QuestionnaireResponse.class, patient).getFirst();
        assertThat(response.getItem())
                .extracting(QuestionnaireResponse.QuestionnaireResponseItemComponent::getLinkId)
                .containsExactly("sbp", "smokes");
        Observation pressure = found(client, Observation.class, patient).getFirst();
        assertThat(pressure.getValueQuantity().getValue()).isEqualByComparingTo(new BigDecimal("151"));
        assertThat(pressure.getCode().getCodingFirstRep().getCode()).isEqualTo("8480-6");
        assertThat(client.read()
                        .resource(Observation.class)
                        .withId(pressure.getIdElement().getIdPart())
                        .execute()
                        .getValueQuantity()
                        .getUnit())
                .isEqualTo("mm[Hg]");
        Program raw = program(hospital(11));
        assertThat(raw.get("Observation?code=8462-4&patient=" + patient)
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isZero();
        assertThat(raw.get("Observation?code=http://loinc.org|8480-6&_summary=count&patient=" + patient)
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        program(hospital(12))
                .get("Observation/" + pressure.getIdElement().getIdPart())
                .expect(404);

        FieldWork.Answer.Recorded recorded = (FieldWork.Answer.Recorded) answer;
        assertThat(work.voidRecord(doctor(), recorded.id(), "填错")).isEmpty();
        assertThat(found(client, QuestionnaireResponse.class, patient)
                        .getFirst()
                        .getStatus())
                .isEqualTo(QuestionnaireResponse.QuestionnaireResponseStatus.ENTEREDINERROR);
    }

    @Test
    void aVaccinationThatAHospitalFilesIsADeliveryUntilItIsWithdrawn() throws Exception {
        long person = member(VACCINE, "DOOR_VACCINE");
        grants.grant(
                person, hospital(11).institutionId(), "visit:2", clock.instant().plus(Duration.ofHours(1)));
        IGenericClient client = client();
        String patient = "Patient/" + PublicId.encode(person);
        assertThat(found(client, Task.class, patient).getFirst().getStatus()).isEqualTo(Task.TaskStatus.REQUESTED);

        Immunization dose = new Immunization();
        dose.setStatus(Immunization.ImmunizationStatus.COMPLETED);
        dose.getVaccineCode()
                .addCoding()
                .setSystem("http://hl7.org/fhir/sid/cvx")
                .setCode("141");
        dose.setPatient(new Reference(patient));
        dose.setOccurrence(new DateTimeType(today().minusDays(3).toString()));
        IdType id = (IdType) client.create().resource(dose).execute().getId();

        assertThat(found(client, Task.class, patient).getFirst().getStatus()).isEqualTo(Task.TaskStatus.COMPLETED);
        assertThat(work.dueTo(doctor(), person)).isEmpty();
        // It stands once: as it was filed.
        assertThat(found(client, Immunization.class, patient)).hasSize(1);

        client.delete().resourceById(id.toUnqualifiedVersionless()).execute();
        assertThat(found(client, Task.class, patient).getFirst().getStatus()).isEqualTo(Task.TaskStatus.REQUESTED);
    }

    @Test
    void aReferralSlipIsAServiceRequestThatFollowsWhatTheHospitalSays() throws Exception {
        long person = member(SENT_ON, "DOOR_SENT_ON");
        FieldWork.Task due = work.dueTo(doctor(), person).getFirst();
        FieldWork.Answer.Recorded record = (FieldWork.Answer.Recorded)
                work.deliver(doctor(), person, due.serviceNo(), today(), null, Map.of("sbp", "190"), "door-slip");
        Institution hospital = hospital(11);
        says(
                doctor(),
                post("/staff/referral-slips/of/" + record.id())
                        .param("institution", Long.toString(hospital.institutionId()))
                        .param("note", "对青霉素过敏"));
        IGenericClient client = client();
        String patient = "Patient/" + PublicId.encode(person);
        PublicId key = slipOf(person);
        String id = "p." + PublicId.encode(person) + "." + PublicId.encode(key.key());
        ServiceRequest slip = read(client, id);
        assertThat(slip.getStatus()).isEqualTo(ServiceRequest.ServiceRequestStatus.ACTIVE);
        assertThat(slip.getReasonCodeFirstRep().getText()).isEqualTo("面对面随访：过高，转诊");
        assertThat(slip.getPerformerFirstRep().getReference())
                .isEqualTo("Organization/" + PublicId.encode(hospital.institutionId()));
        assertThat(slip.getNoteFirstRep().getText()).isEqualTo("对青霉素过敏");
        assertThat(logged(person)).isEqualTo(1);
        Program own = program(hospital);
        assertThat(own.get("ServiceRequest?_id=" + id)
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);
        assertThat(logged(person)).isEqualTo(2);

        // Neither the programmes of who is sent to it, nor the slip at anybody else's, without a grant.
        assertThat(found(client, CarePlan.class, patient)).isEmpty();
        Program other = program(hospital(12));
        other.get("ServiceRequest/" + id).expect(404);
        assertThat(other.get("ServiceRequest?patient=" + patient)
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isZero();
        grants.grant(
                person, hospital(12).institutionId(), "visit:3", clock.instant().plus(Duration.ofHours(1)));
        assertThat(other.get("ServiceRequest?status=active&patient=" + patient)
                        .expect(200)
                        .body()
                        .path("total")
                        .asInt())
                .isEqualTo(1);

        String at = "/staff/referral-slips/" + key;
        says(at(hospital), post(at + "/accept"));
        assertThat(read(client, id).getStatus()).isEqualTo(ServiceRequest.ServiceRequestStatus.ACTIVE);
        assertThat(read(client, id).getNote()).extracting(Annotation::getText).containsExactly("对青霉素过敏", "接收");
        says(at(hospital), post(at + "/came"));
        assertThat(read(client, id).getStatus()).isEqualTo(ServiceRequest.ServiceRequestStatus.COMPLETED);
        says(at(hospital), post(at + "/return").param("note", "两周后随访"));
        assertThat(read(client, id).getNote())
                .extracting(Annotation::getText)
                .containsExactly("对青霉素过敏", "接收", "到诊", "转回：两周后随访");
        grants.grant(
                person, hospital.institutionId(), "visit:4", clock.instant().plus(Duration.ofHours(1)));
        assertThat(found(client, ServiceRequest.class, patient + "&status=completed"))
                .hasSize(1);
        assertThat(work.voidRecord(doctor(), record.id(), "填错")).isEmpty();
        assertThat(read(client, id).getStatus()).isEqualTo(ServiceRequest.ServiceRequestStatus.ENTEREDINERROR);
        assertThat(program(hospital).get("metadata").expect(200).raw().body()).contains("转诊单");
    }

    private static ServiceRequest read(IGenericClient client, String id) {
        return client.read().resource(ServiceRequest.class).withId(id).execute();
    }

    private void says(Actor who, MockHttpServletRequestBuilder what) throws Exception {
        mvc.perform(what.with(SignedInAs.actor(who))).andExpect(status().isFound());
    }

    private PublicId slipOf(long person) {
        return new PublicId(
                person,
                jdbc.sql("select referral_id from programme.referral where person_key = ?")
                        .param(person)
                        .query(Long.class)
                        .single());
    }

    private int logged(long person) {
        return jdbc.sql("select count(*) from access.reading where person_key = ? and what like '%ServiceRequest%'")
                .param(person)
                .query(Integer.class)
                .single();
    }

    private static Actor at(Institution hospital) {
        return new Actor(
                Actor.Kind.STAFF,
                "door-hospital",
                "钱医生",
                Set.of(Role.DOCTOR),
                hospital.institutionId(),
                null,
                null,
                null,
                null,
                false);
    }

    private <T extends IBaseResource> List<T> found(IGenericClient client, Class<T> type, String patient) {
        Bundle bundle = client.search()
                .byUrl(type.getSimpleName() + "?patient=" + patient)
                .returnBundle(Bundle.class)
                .execute();
        return bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .map(type::cast)
                .toList();
    }

    private IGenericClient client() {
        FHIR.getRestfulClientFactory().setServerValidationMode(ServerValidationModeEnum.NEVER);
        FHIR.getRestfulClientFactory().setSocketTimeout(60_000);
        IGenericClient client = FHIR.newRestfulGenericClient(base());
        client.registerInterceptor(new BearerTokenAuthInterceptor(program(hospital(11)).token));
        return client;
    }

    private LocalDate today() {
        return CityTime.today(clock);
    }

    private static Actor doctor() {
        return new Actor(
                Actor.Kind.STAFF,
                "door",
                "赵村医",
                Set.of(Role.VILLAGE_DOCTOR),
                null,
                null,
                null,
                TestPeople.VILLAGE,
                null,
                false);
    }

    private long member(String definition, String diagnosis) throws Exception {
        programmes.putInForce(Actor.system("test"), "test", definition);
        long person = ((EnrolResult.Enrolled)
                        enrolments.enrol(Actor.system("测试"), TestPeople.young("接随访", TestPeople.VILLAGE)))
                .personKey();
        facts.tell(person, FactKind.DIAGNOSIS, diagnosis, today().minusDays(9), null, "TEST");
        for (int waited = 0; work.dueTo(doctor(), person).isEmpty(); waited++) {
            assertThat(waited).as("people are looked at again within a minute").isLessThan(600);
            Thread.sleep(100);
        }
        return person;
    }
}
