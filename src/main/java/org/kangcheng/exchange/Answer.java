package org.kangcheng.exchange;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.kangcheng.record.Entry;
import org.kangcheng.record.FhirJson;
import tools.jackson.databind.JsonNode;

/**
 * What is answered.
 *
 * @param json a FHIR resource; null for an empty answer
 * @param location where a created resource's version stands, relative to the base
 */
@SuppressWarnings("ArrayRecordComponent")
record Answer(
        int status,
        byte @Nullable [] json,
        @Nullable String version,
        @Nullable Instant modified,
        @Nullable String location) {

    static Answer ok(JsonNode resource) {
        return new Answer(200, FhirJson.write(resource), null, null, null);
    }

    static Answer ok(byte[] json) {
        return new Answer(200, json, null, null, null);
    }

    static Answer of(FhirProblem problem) {
        return new Answer(problem.status(), FhirJson.write(problem.outcome()), null, null, null);
    }

    static Answer empty(int status) {
        return new Answer(status, null, null, null, null);
    }

    static Answer read(Entry entry) {
        return new Answer(200, entry.json(), Integer.toString(entry.version()), entry.recordedAt(), null);
    }

    static Answer written(int status, Entry entry) {
        String location = entry.type() + "/" + entry.id() + "/_history/" + entry.version();
        return new Answer(status, entry.json(), Integer.toString(entry.version()), entry.recordedAt(), location);
    }

    /** Whether the ETag is this version's. */
    boolean is(String etag) {
        return etag.equals("W/\"" + version + "\"");
    }

    /** 304: the client has this version. */
    Answer unchanged() {
        return new Answer(304, null, version, modified, null);
    }

    Answer withoutBody() {
        return new Answer(status, null, version, modified, location);
    }
}
