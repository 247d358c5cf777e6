package org.kangcheng.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.record.Kind;
import org.kangcheng.record.Timeline;
import org.kangcheng.record.TimelineEntry;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A hospital posts what Synthea made, unmodified, and finds all of it again as it sent it. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class SyntheaStory extends TestDoor {
    private static String patient = "";

    @Autowired
    Timeline timeline;

    @Autowired
    WebApplicationContext context;

    @Test
    @Order(1)
    void itsPlacesAndDoctorsComeFirst() {
        Program hospital = program(hospital(3));
        for (String file : Set.of("hospital", "practitioner")) {
            Reply reply = hospital.post("", synthea(file)).expect(200);
            for (JsonNode entry : reply.body().path("entry")) {
                assertThat(entry.path("response").path("status").asString()).startsWith("20");
            }
        }
    }

    @Test
    @Order(2)
    void aLifeIsFiledInOneTransaction() {
        ObjectNode sent = tree(synthea("patient"));
        Reply reply = program(hospital(3)).post("", synthea("patient")).expect(200);

        assertThat(reply.body().path("type").asString()).isEqualTo("transaction-response");
        assertThat(reply.body().path("entry")).hasSameSizeAs(sent.path("entry"));
        String location = reply.body()
                .path("entry")
                .path(0)
                .path("response")
                .path("location")
                .asString();
        patient = location.split("/")[1];
    }

    @Test
    @Order(3)
    void whatIsReadIsWhatWasSent() {
        Program hospital = program(hospital(3));
        Reply again = hospital.post("", synthea("patient")).expect(200);
        JsonNode sent = tree(synthea("patient")).path("entry");
        Map<String, String> ids = new HashMap<>();
        for (int at = 0; at < sent.size(); at++) {
            String[] location = again.body()
                    .path("entry")
                    .path(at)
                    .path("response")
                    .path("location")
                    .asString()
                    .split("/");
            ids.put(sent.path(at).path("fullUrl").asString(), location[0] + "/" + location[1]);
        }
        for (int at = 0; at < sent.size(); at += 7) {
            String reference = ids.get(sent.path(at).path("fullUrl").asString());
            JsonNode read = hospital.get(reference).expect(200).body();
            assertThat(plain(read, ids)).isEqualTo(plain(sent.path(at).path("resource"), ids));
        }
    }

    /** Without id and meta's version, and with references made equal: all the rest must be the same. */
    private static JsonNode plain(JsonNode resource, Map<String, String> ids) {
        ObjectNode copy = (ObjectNode) resource.deepCopy();
        copy.remove("id");
        if (copy.get("meta") instanceof ObjectNode meta) {
            meta.remove(Set.of("versionId", "lastUpdated"));
            if (meta.isEmpty()) {
                copy.remove("meta");
            }
        }
        References.of(copy).forEach(reference -> {
            String text = ids.getOrDefault(reference.text(), reference.text());
            reference.set(
                    text.contains("?")
                            ? text.substring(0, text.indexOf('?'))
                            : text.startsWith("#") ? text : text.split("/")[0]);
        });
        return copy;
    }

    @Test
    @Order(4)
    void theSameBundleAgainDoublesNothing() {
        Program hospital = program(hospital(3));
        long before = entries();
        Reply first = hospital.post("", synthea("patient")).expect(200);
        assertThat(first.body()
                        .path("entry")
                        .path(0)
                        .path("response")
                        .path("location")
                        .asString())
                .startsWith("Patient/" + patient);
        hospital.post("", synthea("practitioner")).expect(200);
        assertThat(entries()).isEqualTo(before);
    }

    private long entries() {
        return jdbc.sql("select count(*) from record.entry").query(Long.class).single();
    }

    @Test
    @Order(5)
    void everythingIsTheWholeRecordOnEitherPatient() {
        Program hospital = program(hospital(3));
        Map<String, Integer> own = types(
                hospital.get("Patient/" + patient + "/$everything").expect(200).body());
        Map<String, Integer> resident = types(hospital.get("Patient/" + patient.split("-")[0] + "/$everything")
                .expect(200)
                .body());

        assertThat(own).isEqualTo(resident).containsEntry("Observation", 153).containsEntry("Encounter", 19);
        assertThat(own)
                .containsEntry("Medication", 1)
                .containsEntry("Provenance", 1)
                .containsKey("Practitioner");
        assertThat(own).containsEntry("Patient", 2);
    }

    private static Map<String, Integer> types(JsonNode bundle) {
        Map<String, Integer> types = new TreeMap<>();
        bundle.path("entry")
                .forEach(entry ->
                        types.merge(entry.path("resource").path("resourceType").asString(), 1, Integer::sum));
        return types;
    }

    @Test
    @Order(6)
    void everythingComesInPagesToo() {
        Program hospital = program(hospital(3));
        int seen = 0;
        String next = "Patient/" + patient + "/$everything?_count=50&_type=Observation,Encounter";
        while (!next.isEmpty()) {
            JsonNode page = hospital.get(next).expect(200).body();
            for (JsonNode entry : page.path("entry")) {
                seen += entry.path("search").path("mode").asString().equals("match") ? 1 : 0;
            }
            next = link(page, "next");
        }
        assertThat(seen).isEqualTo(153 + 19);
    }

    static String link(JsonNode bundle, String relation) {
        for (JsonNode link : bundle.path("link")) {
            if (link.path("relation").asString().equals(relation)) {
                return link.path("url").asString();
            }
        }
        return "";
    }

    @Test
    @Order(7)
    void searchesFindWhatTheySay() {
        Program hospital = program(hospital(3));
        JsonNode sent = tree(synthea("patient")).path("entry");
        assertThat(total(hospital, "Observation?patient=" + patient + "&_summary=count"))
                .isEqualTo(153);
        assertThat(total(hospital, "Observation?patient=" + patient + "&code=8302-2&_summary=count"))
                .isEqualTo(coded(sent, "8302-2"));
        assertThat(total(hospital, "Observation?subject=Patient/" + patient + "&code=http://loinc.org|8302-2"))
                .isEqualTo(coded(sent, "8302-2"));
        assertThat(total(hospital, "Observation?code=http://loinc.org|8302-2&_summary=count"))
                .isEqualTo(coded(sent, "8302-2"));
        assertThat(total(hospital, "Observation?patient=" + patient + "&category=vital-signs&_summary=count"))
                .isPositive();
        assertThat(total(hospital, "Encounter?patient=" + patient + "&date=lt1990"))
                .isZero();
        assertThat(total(hospital, "Encounter?patient=" + patient + "&date=ge1990&status=finished"))
                .isEqualTo(19);
        assertThat(total(hospital, "Patient?name=parker433&birthdate=2015-09-12"))
                .isEqualTo(1);
        assertThat(total(hospital, "Patient?family=Parker433&given=Charl")).isEqualTo(1);
        assertThat(total(hospital, "Patient?identifier=http://hl7.org/fhir/sid/us-ssn|999-76-2527"))
                .isEqualTo(1);
        assertThat(total(hospital, "Patient?identifier=999-76-2527&gender=male"))
                .isZero();
    }

    private static long coded(JsonNode entries, String code) {
        long count = 0;
        for (JsonNode entry : entries) {
            JsonNode resource = entry.path("resource");
            boolean observation = resource.path("resourceType").asString().equals("Observation");
            count += observation && resource.path("code").toString().contains(code) ? 1 : 0;
        }
        return count;
    }

    private static long total(Program program, String search) {
        return program.get(search).expect(200).body().path("total").asLong(-1);
    }

    @Test
    @Order(8)
    void searchesAreSortedPagedAndBringWhatTheyReferTo() {
        Program hospital = program(hospital(3));
        String before = "9999";
        int seen = 0;
        String next = "Observation?patient=" + patient + "&_sort=-date&_count=40&_include=Observation:encounter";
        while (!next.isEmpty()) {
            JsonNode page = hospital.get(next).expect(200).body();
            int included = 0;
            for (JsonNode entry : page.path("entry")) {
                if (entry.path("search").path("mode").asString().equals("include")) {
                    included++;
                    continue;
                }
                String date = entry.path("resource").path("effectiveDateTime").asString();
                assertThat(date.compareTo(before)).isLessThanOrEqualTo(0);
                before = date;
                seen++;
            }
            assertThat(included).isPositive();
            next = link(page, "next");
        }
        // At least this bundle's: other stories file at the same hospital.
        assertThat(seen).isGreaterThanOrEqualTo(153);
    }

    @Test
    @Order(9)
    void theVisitsStandInTheResidentsTimeline() throws Exception {
        long person = PublicId.decode(patient.split("-")[0]).orElseThrow();
        List<TimelineEntry> visits =
                timeline.of(person, Timeline.Filter.of(Kind.VISIT), null, 100).items();
        assertThat(visits)
                .hasSize(19)
                .isSortedAccordingTo(Comparator.comparing(TimelineEntry::at).reversed())
                .allMatch(visit -> visit.institutionId() == hospital(3).institutionId());

        MockMvc mvc = MockMvcBuilders.webAppContextSetup(context)
                .apply(springSecurity())
                .build();
        String page = mvc.perform(
                        get("/m/record").param("kind", Kind.VISIT.name()).with(SignedInAs.resident(7, person)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(page).contains(hospital(3).name());
        for (TimelineEntry visit : visits) {
            assertThat(page).contains("/m/record/" + visit.id());
        }
    }

    @Test
    @Order(10)
    void filingsAreListedWithoutAPatientPageByPage() {
        Program hospital = program(hospital(3));
        int seen = 0;
        String next = "Observation?status=final&_sort=date&_count=60&date=ge2000";
        String before = "";
        while (!next.isEmpty()) {
            JsonNode page = hospital.get(next).expect(200).body();
            for (JsonNode entry : (ArrayNode) page.path("entry")) {
                String date = entry.path("resource").path("effectiveDateTime").asString();
                assertThat(date.compareTo(before)).isGreaterThanOrEqualTo(0);
                before = date;
                seen++;
            }
            next = link(page, "next");
        }
        // At least this bundle's: other stories file at the same hospital.
        assertThat(seen).isGreaterThanOrEqualTo(153);
    }

    @Test
    @Order(11)
    void anotherHospitalSeesNothingTheCityAll() {
        Program other = program(hospital(4));
        other.get("Patient/" + patient).expect(404);
        other.get("Patient/" + patient.split("-")[0]).expect(404);
        other.get("Patient/" + patient + "/$everything").expect(404);
        assertThat(total(other, "Observation?patient=" + patient)).isZero();
        assertThat(total(other, "Patient?identifier=999-76-2527")).isZero();

        Program city = city();
        city.get("Patient/" + patient).expect(200);
        assertThat(total(city, "Observation?patient=" + patient + "&_summary=count"))
                .isEqualTo(153);
        assertThat(city.get("Patient?identifier=999-76-2527").body().path("entry"))
                .hasSize(1);
    }
}
