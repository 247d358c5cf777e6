package org.kangcheng.record;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.CityTime;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Tells of encounters that are over as they are filed, changed and taken back, in the transaction of the filing. */
@Component
class CareNews {
    private static final String TYPE = "Encounter";

    /** @param kind the class's code; empty when none is given */
    private record Care(String kind, LocalDate on) {}

    private final ApplicationEventPublisher events;

    CareNews(ApplicationEventPublisher events) {
        this.events = events;
    }

    void filed(EntryId id, long institutionId, JsonNode resource, Instant at) {
        finished(resource, at).ifPresent(care -> tell(id, institutionId, care));
    }

    /** @param after null when the entry was removed */
    void revised(Entry before, JsonNode resourceBefore, @Nullable JsonNode after, Instant at) {
        if (!before.type().equals(TYPE)) {
            return;
        }
        Optional<Care> was = finished(resourceBefore, before.recordedAt());
        Optional<Care> is = after == null ? Optional.empty() : finished(after, at);
        if (was.equals(is)) {
            return;
        }
        was.ifPresent(care -> events.publishEvent(new CareWithdrawn(before.id(), before.institutionId(), care.on)));
        is.ifPresent(care -> tell(before.id(), before.institutionId(), care));
    }

    private void tell(EntryId id, long institutionId, Care care) {
        events.publishEvent(new CareFinished(id, institutionId, care.kind, care.on));
    }

    /** The day that the encounter says it ended; without it, the day it was filed as over. */
    private static Optional<Care> finished(JsonNode resource, Instant at) {
        if (!resource.path("resourceType").asString("").equals(TYPE)
                || !resource.path("status").asString("").equals("finished")) {
            return Optional.empty();
        }
        LocalDate on = Span.parse(resource.path("period").path("end").asString(""))
                .map(span -> CityTime.dayOf(span.from()))
                .orElse(CityTime.dayOf(at));
        String kind = Concepts.code(resource.path("class"));
        return Optional.of(new Care(kind == null ? "" : kind, on));
    }
}
