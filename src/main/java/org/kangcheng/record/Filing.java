package org.kangcheng.record;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * A resource on its way into the record: references already resolved, id and meta still to be set.
 *
 * @param id whose shard is a current person's key, or the institution's
 * @param requestKey filed again with the same key, nothing is added
 */
public record Filing(
        EntryId id,
        long institutionId,
        ObjectNode resource,
        @Nullable String requestKey) {
    public String type() {
        return resource.path("resourceType").asString();
    }
}
