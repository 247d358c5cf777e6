package org.kangcheng.exchange;

import java.time.Instant;
import java.util.List;
import org.kangcheng.record.Entry;
import org.kangcheng.record.FhirJson;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The versions of a resource as a Bundle of type history. */
final class Histories {
    private Histories() {}

    static ObjectNode bundle(String base, List<Entry> versions) {
        ObjectNode bundle = FhirJson.object();
        bundle.put("resourceType", "Bundle").put("type", "history").put("total", versions.size());
        ArrayNode lines = bundle.putArray("entry");
        for (Entry version : versions) {
            String reference = version.type() + "/" + version.id();
            ObjectNode line = lines.addObject().put("fullUrl", base + "/" + reference);
            if (!version.deleted()) {
                line.set("resource", FhirJson.read(version.json()));
            }
            String method = version.deleted() ? "DELETE" : version.version() == 1 ? "POST" : "PUT";
            line.putObject("request")
                    .put("method", method)
                    .put("url", method.equals("POST") ? version.type() : reference);
            line.putObject("response")
                    .put("status", version.deleted() ? "204" : version.version() == 1 ? "201" : "200")
                    .put("etag", Resources.etag(version))
                    .put("lastModified", version.recordedAt().toString());
        }
        return bundle;
    }

    /** Of what the platform makes: only what it is now. */
    static ObjectNode bundle(String base, ObjectNode made) {
        ObjectNode bundle = FhirJson.object();
        bundle.put("resourceType", "Bundle").put("type", "history").put("total", 1);
        ObjectNode line = bundle.putArray("entry").addObject().put("fullUrl", base + "/" + Hit.reference(made));
        line.set("resource", made);
        line.putObject("request").put("method", "PUT").put("url", Hit.reference(made));
        ObjectNode response =
                line.putObject("response").put("status", "200").put("etag", "W/\"" + Made.version(made) + "\"");
        Instant changed = Made.changed(made);
        if (changed != null) {
            response.put("lastModified", changed.toString());
        }
        return bundle;
    }
}
