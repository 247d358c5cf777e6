package org.kangcheng.exchange;

import java.time.Instant;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;
import org.kangcheng.record.Entry;
import org.kangcheng.record.FhirJson;
import org.kangcheng.record.SearchParameters;
import org.kangcheng.record.Span;
import tools.jackson.databind.node.ObjectNode;

/** One resource that a search found: either filed, or made by the platform. */
record Hit(@Nullable Entry filed, @Nullable ObjectNode ours, Instant date, Instant changed) {
    /** Where what has no date stands. */
    private static final Instant DATELESS = Instant.parse("1800-01-01T00:00:00Z");

    static Hit of(Entry entry) {
        Instant date = entry.effectiveAt();
        return new Hit(entry, null, date == null ? DATELESS : date, entry.recordedAt());
    }

    static Hit of(ObjectNode resource) {
        Instant date = SearchParameters.of(resource.path("resourceType").asString()).date().stream()
                .flatMap(parameter -> parameter.values(resource).stream())
                .flatMap(value -> Span.of(value).stream())
                .map(Span::from)
                .findFirst()
                .orElse(DATELESS);
        Instant changed = Made.changed(resource);
        return new Hit(null, resource, date, changed == null ? DATELESS : changed);
    }

    static Comparator<Hit> by(boolean date, boolean descending) {
        Comparator<Hit> order = Comparator.comparing(date ? Hit::date : Hit::changed);
        return descending ? order.reversed() : order;
    }

    static String reference(ObjectNode resource) {
        return resource.path("resourceType").asString() + "/"
                + resource.path("id").asString();
    }

    void write(BundleWriter bundle) {
        if (filed != null) {
            bundle.match(filed);
        } else if (ours != null) {
            bundle.add(reference(ours), FhirJson.write(ours), "match");
        }
    }
}
