package org.kangcheng.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.kangcheng.record.Entry;
import org.kangcheng.record.EntryId;
import tools.jackson.databind.node.ObjectNode;

/** A resource to be created, on its way through the intake. */
final class Item {
    final int index;
    final @Nullable String fullUrl;
    final ObjectNode resource;
    final @Nullable String ifNoneExist;
    final List<References.Ref> references;

    /** What was there already, by the condition. */
    @Nullable
    Entry existing;

    /** Set as soon as the person (or institution) is known. */
    @Nullable
    EntryId id;

    @Nullable
    Entry written;

    Item(int index, @Nullable String fullUrl, ObjectNode resource, @Nullable String ifNoneExist) {
        this.index = index;
        this.fullUrl = fullUrl;
        this.resource = resource;
        // Some clients send the whole search address, some its query alone.
        this.ifNoneExist = ifNoneExist == null ? null : ifNoneExist.substring(ifNoneExist.indexOf('?') + 1);
        this.references = References.of(resource);
    }

    String type() {
        return resource.path("resourceType").asString();
    }

    /** The entry that now stands for it, new or old. */
    EntryId entryId() {
        if (existing != null) {
            return existing.id();
        }
        if (id == null) {
            throw new IllegalStateException("asked for its id too early");
        }
        return id;
    }

    String reference() {
        return type() + "/" + entryId();
    }
}
