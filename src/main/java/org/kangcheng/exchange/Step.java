package org.kangcheng.exchange;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.kangcheng.record.FhirJson;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One entry of a bundle of requests. */
record Step(int index, Call call, @Nullable String fullUrl) {
    private static final Set<String> METHODS = Set.of("GET", "POST", "PUT", "DELETE");

    static Step read(Call bundle, int index, JsonNode entry) {
        String path = "Bundle.entry[" + index + "]";
        String method = entry.path("request").path("method").asString("");
        String url = entry.path("request").path("url").asString("");
        if (!METHODS.contains(method) || url.isEmpty()) {
            throw FhirProblem.at(path + ".request", 400, "required", "条目缺少可执行的 request。");
        }
        ObjectNode resource = entry.get("resource") instanceof ObjectNode object ? object : null;
        boolean writes = method.equals("POST") || method.equals("PUT");
        if (writes && resource == null) {
            throw FhirProblem.at(path, 400, "required", "条目缺少资源。");
        }
        int question = url.indexOf('?');
        String address = relative(question < 0 ? url : url.substring(0, question), bundle.base());
        Call call = new Call(
                bundle.actor(),
                bundle.base(),
                method,
                List.of(address.split("/")),
                Queries.read(question < 0 ? "" : url.substring(question + 1)),
                resource,
                headers(entry.path("request")));
        Step step = new Step(index, call, entry.path("fullUrl").stringValue(null));
        if (step.creates()
                && resource != null
                && !address.equals(resource.path("resourceType").asString())) {
            throw FhirProblem.at(path + ".request.url", 400, "invalid", "资源类型与 request.url 不一致。");
        }
        return step;
    }

    private static String relative(String url, String base) {
        String path = url.startsWith(base + "/") ? url.substring(base.length() + 1) : url;
        return path.startsWith("/") ? path.substring(1) : path;
    }

    private static Map<String, String> headers(JsonNode request) {
        Map<String, String> headers = new HashMap<>();
        Map.of("ifMatch", "if-match", "ifNoneMatch", "if-none-match", "ifNoneExist", "if-none-exist")
                .forEach((property, header) -> {
                    if (request.has(property)) {
                        headers.put(header, request.path(property).asString(""));
                    }
                });
        return headers;
    }

    String method() {
        return call.method();
    }

    /** Makes something that must not be made again when the bundle comes again. */
    boolean makes() {
        return creates() || (posts() && call.path().getFirst().equals("Appointment"));
    }

    private boolean posts() {
        return method().equals("POST") && call.path().size() == 1;
    }

    /** A resource for the record. Appointments are made by another module, one by one. */
    boolean creates() {
        String type = call.path().getFirst();
        return posts() && !Router.NUMBERS.contains(type) && !Router.NOT_KEPT.contains(type);
    }

    Item item() {
        return new Item(
                index,
                fullUrl,
                call.requiredBody(),
                call.header("if-none-exist").orElse(null));
    }

    <T> T within(Supplier<T> work) {
        try {
            return work.get();
        } catch (FhirProblem problem) {
            throw problem.within("Bundle.entry[" + index + "]");
        }
    }

    /** What is kept of a batch entry's answer, to give it again. */
    static byte[] memory(Answer answer) {
        ObjectNode memory = FhirJson.object().put("location", answer.location()).put("version", answer.version());
        return FhirJson.write(memory.put("modified", String.valueOf(answer.modified())));
    }

    static Answer remembered(byte[] memory) {
        ObjectNode kept = FhirJson.read(memory);
        return new Answer(
                200,
                null,
                kept.hasNonNull("version") ? kept.path("version").asString() : null,
                Instant.parse(kept.path("modified").asString()),
                kept.path("location").asString());
    }

    /** The line that tells what became of an entry. */
    static void response(ObjectNode line, String base, Answer answer, boolean representation) {
        boolean failed = answer.status() >= 400;
        boolean read = answer.status() == 200 && answer.location() == null;
        if (answer.json() != null && !failed && (representation || read)) {
            line.set("resource", FhirJson.read(answer.json()));
        }
        ObjectNode response = line.putObject("response").put("status", status(answer.status()));
        if (answer.location() != null) {
            response.put("location", answer.location());
        }
        if (answer.version() != null) {
            response.put("etag", "W/\"" + answer.version() + "\"");
        }
        if (answer.modified() != null) {
            response.put("lastModified", answer.modified().toString());
        }
        if (failed && answer.json() != null) {
            response.set("outcome", FhirJson.read(answer.json()));
        }
    }

    private static String status(int status) {
        org.springframework.http.HttpStatus known = org.springframework.http.HttpStatus.resolve(status);
        return known == null ? Integer.toString(status) : status + " " + known.getReasonPhrase();
    }
}
