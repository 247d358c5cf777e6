package org.kangcheng.exchange;

import org.kangcheng.kernel.PublicId;
import org.kangcheng.record.FhirJson;
import tools.jackson.databind.node.ObjectNode;

/** What the resources of programmes have in common. */
final class ProgrammeResource {
    private ProgrammeResource() {}

    /** Its id begins with {@code p.} and the person, which no filed resource's does. */
    static ObjectNode of(String type, long person, String rest) {
        return FhirJson.object().put("resourceType", type).put("id", "p." + PublicId.encode(person) + "." + rest);
    }

    static void reference(ObjectNode to, long person) {
        to.put("reference", "Patient/" + PublicId.encode(person));
    }

    /** @param code as {@code system|code} */
    static void coding(ObjectNode concept, String code) {
        int at = code.indexOf('|');
        concept.putArray("coding")
                .addObject()
                .put("system", code.substring(0, at))
                .put("code", code.substring(at + 1));
    }
}
