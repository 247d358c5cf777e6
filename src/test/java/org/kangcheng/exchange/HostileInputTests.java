package org.kangcheng.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** What is malformed, oversized, doubled or hostile gets an OperationOutcome, and leaves nothing behind. */
class HostileInputTests extends TestDoor {
    private static final String OBSERVATION = """
            {"resourceType":"Observation","status":"final","code":{"text":"x"}%s}""";

    static Stream<Arguments> bodies() {
        return Stream.of(
                Arguments.of("not JSON", "{\"resourceType\":", 400),
                Arguments.of("a list", "[1,2]", 400),
                Arguments.of("trailing text", OBSERVATION.formatted("") + "{}", 400),
                Arguments.of("deep nesting", "{\"a\":".repeat(5000) + "1" + "}".repeat(5000), 400),
                Arguments.of(
                        "a string of 10 MB",
                        OBSERVATION.formatted(",\"valueString\":\"" + "x".repeat(10 << 20) + "\""),
                        400),
                Arguments.of("the same name twice", OBSERVATION.formatted(",\"status\":\"final\""), 400),
                Arguments.of("an unknown element", OBSERVATION.formatted(",\"colour\":\"red\""), 400),
                Arguments.of("a wrong type", OBSERVATION.formatted(",\"issued\":17"), 400),
                Arguments.of("a list where one stands", OBSERVATION.formatted(",\"subject\":[]"), 400),
                Arguments.of("one where a list stands", OBSERVATION.formatted(",\"category\":{\"text\":\"x\"}"), 400),
                Arguments.of("two choices", OBSERVATION.formatted(",\"valueString\":\"a\",\"valueBoolean\":true"), 400),
                Arguments.of(
                        "a code outside its set",
                        "{\"resourceType\":\"Observation\",\"status\":\"done\",\"code\":{\"text\":\"x\"}}",
                        400),
                Arguments.of(
                        "what is required is missing", "{\"resourceType\":\"Observation\",\"status\":\"final\"}", 400),
                Arguments.of("a day that is none", OBSERVATION.formatted(",\"effectiveDateTime\":\"2026-02-30\""), 400),
                Arguments.of("a null", OBSERVATION.formatted(",\"subject\":null"), 400),
                Arguments.of("an empty object", OBSERVATION.formatted(",\"subject\":{}"), 400),
                Arguments.of("a control character", OBSERVATION.formatted(",\"valueString\":\"a\\u0000b\""), 400),
                Arguments.of("half a character", OBSERVATION.formatted(",\"valueString\":\"a\\ud800b\""), 400),
                Arguments.of(
                        "a script",
                        OBSERVATION.formatted(
                                ",\"text\":{\"status\":\"generated\",\"div\":\"<div><script>1</script></div>\"}"),
                        400),
                Arguments.of(
                        "another type than the address", "{\"resourceType\":\"Basic\",\"code\":{\"text\":\"x\"}}", 400),
                Arguments.of("no such type", "{\"resourceType\":\"Horse\"}", 400),
                Arguments.of(
                        "a person who is not there",
                        OBSERVATION.formatted(",\"subject\":{\"reference\":\"Patient/0000000000001\"}"),
                        422),
                Arguments.of(
                        "a visit that is not there",
                        OBSERVATION.formatted(",\"encounter\":{\"reference\":\"Encounter/none\"}"),
                        422),
                Arguments.of(
                        "an entry of no bundle",
                        OBSERVATION.formatted(",\"subject\":{\"reference\":\"urn:uuid:aa\"}"),
                        422),
                Arguments.of(
                        "a number without end", OBSERVATION.formatted(",\"valueInteger\":" + "9".repeat(500)), 400));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("bodies")
    void isRefused(String what, String body, int status) {
        long before = entries();
        Reply reply = program(hospital(6)).post("Observation", body).expect(status);
        assertThat(reply.body().path("resourceType").asString()).isEqualTo("OperationOutcome");
        assertThat(reply.body().path("issue").path(0).path("diagnostics").asString())
                .isNotEmpty();
        assertThat(entries()).isEqualTo(before);
    }

    private long entries() {
        return jdbc.sql("select count(*) from record.entry").query(Long.class).single();
    }

    @Test
    void aFaultIsToldWithItsPlace() {
        Reply reply = program(hospital(6))
                .post(
                        "Observation",
                        OBSERVATION.formatted(
                                ",\"component\":[{\"code\":{\"text\":\"a\"},\"valueQuantity\":{\"value\":\"5\"}}]"));
        assertThat(reply.body().path("issue").path(0).path("expression").path(0).asString())
                .isEqualTo("Observation.component[0].valueQuantity.value");
    }

    @Test
    void anEntityReadsNoFile() {
        String xml = """
                <?xml version="1.0"?><!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]>
                <Observation xmlns="http://hl7.org/fhir"><status value="final"/><code><text value="&x;"/></code></Observation>
                """;
        Reply reply = xml(xml);
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.raw().body()).doesNotContain("root:");
    }

    @Test
    void aBillionLaughsIsNotLaughed() {
        StringBuilder entities = new StringBuilder("<!ENTITY a0 \"ha\">");
        for (int at = 1; at < 40; at++) {
            String before = "&a" + (at - 1) + ";";
            entities.append("<!ENTITY a")
                    .append(at)
                    .append(" \"")
                    .append(before.repeat(10))
                    .append("\">");
        }
        String xml = "<?xml version=\"1.0\"?><!DOCTYPE o [" + entities
                + "]><Observation xmlns=\"http://hl7.org/fhir\"><status value=\"&a39;\"/></Observation>";
        assertThat(xml(xml).status()).isEqualTo(400);
    }

    private Reply xml(String body) {
        return send(program(hospital(6))
                .request("Observation")
                .setHeader("Content-Type", "application/fhir+xml")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build());
    }

    @Test
    void moreThan64MegabytesAreNotRead() {
        byte[] large = new byte[65 << 20];
        Reply reply = send(program(hospital(6))
                .request("")
                .POST(HttpRequest.BodyPublishers.ofByteArray(large))
                .build());
        reply.expect(413);
        assertThat(reply.body().path("resourceType").asString()).isEqualTo("OperationOutcome");
    }

    @Test
    void whatDoesNotSayHowLongItIsIsNotReadBeyond64MegabytesEither() {
        Program program = program(hospital(6));
        send(program.request("")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(new byte[65 << 20])))
                        .build())
                .expect(413);
        String text = OBSERVATION.formatted(",\"valueString\":\"" + "x".repeat(500_000) + "\"");
        send(program.request("Observation")
                        .POST(HttpRequest.BodyPublishers.ofInputStream(
                                () -> new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))))
                        .build())
                .expect(201);
    }

    /** A scan of 12 MB is a string of 16. */
    @Test
    void aScannedDocumentIsKept() {
        byte[] scan = new byte[12 << 20];
        new Random(7).nextBytes(scan);
        String data = Base64.getEncoder().encodeToString(scan);
        Program program = program(hospital(6));
        String id = program.post("DocumentReference", """
                {"resourceType":"DocumentReference","status":"current",
                 "content":[{"attachment":{"contentType":"application/pdf","data":"%s"}}]}""".formatted(data))
                .expect(201)
                .id();
        assertThat(program.get("DocumentReference/" + id)
                        .expect(200)
                        .body()
                        .path("content")
                        .path(0)
                        .path("attachment")
                        .path("data")
                        .asString())
                .isEqualTo(data);
    }

    @Test
    void aBatchGoesOnBehindWhatIsRefused() {
        String observation = OBSERVATION.formatted("");
        String bundle = """
                {"resourceType":"Bundle","type":"batch","entry":[
                 {"resource":%1$s,"request":{"method":"POST","url":"Observation"}},
                 {"request":{"method":"GET","url":"Measure/residents/$evaluate-measure?place=nowhere"}},
                 {"resource":{"resourceType":"Patient","name":[{"text":"早生"}],"gender":"male","birthDate":"1066-01-01"},
                  "request":{"method":"POST","url":"Patient"}},
                 {"resource":%1$s,"request":{"method":"POST","url":"Observation"}}]}""".formatted(observation);
        JsonNode done = program(hospital(6)).post("", bundle).expect(200).body();
        assertThat(done.path("entry")
                        .valueStream()
                        .map(entry ->
                                entry.path("response").path("status").asString().substring(0, 3)))
                .containsExactly("201", "404", "422", "201");
    }

    @ParameterizedTest
    @CsvSource({
        "Observation?colour=red, 400",
        "Observation?date=yesterday, 400",
        "Observation?_sort=colour, 400",
        "Observation?_include=Horse:rider, 400",
        "Observation?patient:exact=x, 400",
        "Observation?_after=x, 400",
        "Observation?_after=1.x, 400",
        "Horse, 404",
        "Horse/1, 404",
        "Observation/1, 404",
        "Observation/1/_history, 404",
        "Observation/1/nothing, 404",
        "Patient/1/$nothing, 404",
        "Patient/1/$everything, 404",
        "Appointment, 400",
        "'', 405"
    })
    void aWrongAddressIsTold(String path, int status) {
        Reply reply = program(hospital(6)).get(path).expect(status);
        assertThat(reply.body().path("resourceType").asString()).isEqualTo("OperationOutcome");
    }

    @Test
    void theEdgesAnswerInTheRightForm() {
        Program program = program(hospital(6));
        Reply noToken = send(HttpRequest.newBuilder(java.net.URI.create(base() + "/Patient/1"))
                .build());
        assertThat(noToken.expect(401).body().path("resourceType").asString()).isEqualTo("OperationOutcome");
        send(program.request("Patient/1")
                        .method("PATCH", HttpRequest.BodyPublishers.ofString("{}"))
                        .build())
                .expect(405);
        send(program.request("Patient")
                        .setHeader("Content-Type", "text/plain")
                        .POST(HttpRequest.BodyPublishers.ofString("x"))
                        .build())
                .expect(415);
        send(program.request("metadata").setHeader("Accept", "image/png").GET().build())
                .expect(406);
        program.put("Patient/abc", "{\"resourceType\":\"Patient\",\"id\":\"abc\"}")
                .expect(404);
    }

    @Test
    void aBundleWithOneBadEntryLeavesNothing() {
        long before = entries();
        String bundle = """
                {"resourceType":"Bundle","type":"transaction","entry":[
                 {"fullUrl":"urn:uuid:a","resource":{"resourceType":"Patient","name":[{"text":"半途"}],"gender":"male","birthDate":"1977-07-07"},
                  "request":{"method":"POST","url":"Patient"}},
                 {"resource":{"resourceType":"Observation","status":"final","code":{"text":"x"},"subject":{"reference":"urn:uuid:b"}},
                  "request":{"method":"POST","url":"Observation"}}]}""";
        program(hospital(6)).post("", bundle).expect(422);
        assertThat(entries()).isEqualTo(before);
        assertThat(jdbc.sql("select count(*) from identity.person where name = '半途'")
                        .query(Long.class)
                        .single())
                .isZero();
    }
}
