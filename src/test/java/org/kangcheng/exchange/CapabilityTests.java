package org.kangcheng.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.fhir.context.BaseRuntimeElementDefinition;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.kangcheng.exchange.Shapes.Member;
import org.kangcheng.exchange.Shapes.Shape;
import org.kangcheng.record.FhirJson;
import org.kangcheng.record.SearchParameters;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Whatever the CapabilityStatement claims of a type, works: each interaction, each search parameter, each include. */
class CapabilityTests extends TestDoor {
    private static final Map<String, String> VALUES =
            Map.of("date", "2026-01-01", "reference", "1", "string", "x", "token", "x");

    /** Of each type a value that it can have, where not every one will do. */
    private static final Map<String, String> CODES = Map.of("Slot", "free");

    /** What a search of the type must name; said in the statement's documentation. */
    private static final Map<String, String> WAYS_IN = Map.of("Appointment", "&patient=1");

    static Stream<String> types() {
        return SearchParameters.types().stream()
                .filter(type -> !Router.NOT_KEPT.contains(type))
                .sorted();
    }

    @ParameterizedTest
    @MethodSource("types")
    void whatIsClaimedWorks(String type) {
        Program hospital = program(hospital(16));
        JsonNode claim = claim(hospital, type);
        for (JsonNode parameter : claim.path("searchParam")) {
            String name = parameter.path("name").asString();
            String value = name.equals("status")
                    ? CODES.getOrDefault(type, "x")
                    : VALUES.get(parameter.path("type").asString());
            hospital.get(type + "?_count=1&" + name + "=" + value + WAYS_IN.getOrDefault(type, ""))
                    .expect(200);
        }
        for (JsonNode include : claim.path("searchInclude")) {
            hospital.get(type + "?_count=1&_include=" + include.asString() + WAYS_IN.getOrDefault(type, ""))
                    .expect(200);
        }
        List<String> interactions = claim.path("interaction")
                .valueStream()
                .map(interaction -> interaction.path("code").asString())
                .toList();
        assertThat(interactions).contains("read", "search-type");
        if (interactions.contains("create") && !Router.NUMBERS.contains(type)) {
            assertThat(interactions)
                    .containsExactlyInAnyOrder(
                            "read", "vread", "update", "delete", "history-instance", "create", "search-type");
            assertThat(claim.path("versioning").asString()).isEqualTo("versioned");
            aLife(hospital, type);
        }
    }

    private static JsonNode claim(Program hospital, String type) {
        return hospital.get("metadata")
                .expect(200)
                .body()
                .path("rest")
                .path(0)
                .path("resource")
                .valueStream()
                .filter(resource -> resource.path("type").asString().equals(type))
                .findFirst()
                .orElseThrow();
    }

    private static void aLife(Program hospital, String type) {
        Reply created = hospital.post(type, smallest(type).toString()).expect(201);
        String reference = type + "/" + created.id();
        assertThat(hospital.get(reference).expect(200).body()).isEqualTo(created.body());
        hospital.put(reference, created.raw().body()).expect(200);
        hospital.get(reference + "/_history/1").expect(200);
        assertThat(hospital.get(reference + "/_history").expect(200).body().path("entry"))
                .hasSize(2);
        assertThat(hospital.get(type + "?_id=" + created.id())
                        .expect(200)
                        .body()
                        .path("entry"))
                .hasSize(1);
        hospital.delete(reference).expect(204);
        hospital.get(reference).expect(410);
    }

    /** The type's smallest resource: what it must have, and nothing else. */
    static ObjectNode smallest(String type) {
        ObjectNode resource = FhirJson.object().put("resourceType", type);
        fill(resource, Shapes.ofResource(type));
        if (type.equals("Patient")) {
            // Somebody new cannot be known by less.
            resource.putArray("name").addObject().put("text", "申明");
            resource.put("birthDate", "1951-02-03");
        }
        return resource;
    }

    private static void fill(ObjectNode object, @Nullable Shape shape) {
        Map<String, Member> members = new TreeMap<>(shape == null ? Map.of() : shape.members());
        for (String group : shape == null ? List.<String>of() : List.copyOf(new TreeSet<>(shape.required()))) {
            members.entrySet().stream()
                    .filter(member -> member.getValue().group().equals(group))
                    .findFirst()
                    .ifPresent(member -> put(object, member.getKey(), member.getValue()));
        }
    }

    private static void put(ObjectNode object, String name, Member member) {
        JsonNode value = value(member);
        if (member.many()) {
            ((ArrayNode) object.putArray(name)).add(value);
        } else {
            object.set(name, value);
        }
    }

    private static JsonNode value(Member member) {
        if (member.primitive() != null) {
            String code = member.codes() == null ? "x" : new TreeSet<>(member.codes()).getFirst();
            return FhirJson.read(("{\"v\":" + primitive(member.primitive(), code) + "}")
                            .getBytes(java.nio.charset.StandardCharsets.UTF_8))
                    .path("v");
        }
        if (member.composite() == null) {
            return FhirJson.object()
                    .put("resourceType", "Basic")
                    .set("code", FhirJson.object().put("text", "x"));
        }
        BaseRuntimeElementDefinition<?> composite = member.composite();
        ObjectNode object = FhirJson.object();
        Shape shape = Shapes.of(composite);
        fill(object, shape);
        if (object.isEmpty()) {
            // None of its elements must be there, but one of them.
            Stream.of("text", "display", "value", "start", "title", "name")
                    .filter(name -> shape.members().containsKey(name)
                            && shape.members().get(name).primitive() != null)
                    .findFirst()
                    .or(() -> new TreeMap<>(shape.members())
                            .entrySet().stream()
                                    .filter(each -> each.getValue().primitive() != null)
                                    .map(Map.Entry::getKey)
                                    .findFirst())
                    .ifPresent(name -> put(object, name, shape.members().get(name)));
        }
        return object;
    }

    private static String primitive(String type, String code) {
        return switch (type) {
            case "boolean" -> "true";
            case "integer", "unsignedInt", "positiveInt" -> "1";
            case "decimal" -> "1.5";
            case "date", "dateTime" -> "\"2026-01-01\"";
            case "instant" -> "\"2026-01-01T08:00:00+08:00\"";
            case "time" -> "\"08:00:00\"";
            case "base64Binary" -> "\"AAAA\"";
            case "xhtml" -> "\"<div xmlns=\\\"http://www.w3.org/1999/xhtml\\\">x</div>\"";
            case "uri", "url", "canonical", "oid", "uuid" -> "\"urn:oid:1.2.3\"";
            default -> "\"" + code + "\"";
        };
    }
}
