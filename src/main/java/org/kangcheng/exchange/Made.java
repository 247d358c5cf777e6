package org.kangcheng.exchange;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;
import org.kangcheng.record.FhirJson;
import tools.jackson.databind.node.ObjectNode;

/**
 * Resources that the platform makes of what it keeps, when they are asked for: residents, the directory, what programmes
 * have. A version is known by its content: it is another as soon as anything in it is, and the newest alone can be read.
 */
final class Made {
    private static final int VERSION_BYTES = 8;

    private Made() {}

    /** @param changed when what it is made of last changed; null where that is not kept */
    static ObjectNode stamped(ObjectNode resource, @Nullable Instant changed) {
        byte[] digest = PostedBundles.digest(resource);
        ObjectNode meta = resource.withObjectProperty("meta")
                .put("versionId", HexFormat.of().formatHex(Arrays.copyOf(digest, VERSION_BYTES)));
        if (changed != null) {
            meta.put("lastUpdated", changed.toString());
        }
        return resource;
    }

    static String version(ObjectNode resource) {
        return resource.path("meta").path("versionId").asString("");
    }

    static Answer read(ObjectNode resource) {
        return new Answer(200, FhirJson.write(resource), version(resource), changed(resource), null);
    }

    static @Nullable Instant changed(ObjectNode resource) {
        String changed = resource.path("meta").path("lastUpdated").asString("");
        return changed.isEmpty() ? null : Instant.parse(changed);
    }
}
