package org.kangcheng.record;

import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.CityTime;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Tells of vaccinations as Immunizations are filed, changed and taken back, in the transaction of the filing. */
@Component
class VaccinationNews {
    private static final String TYPE = "Immunization";

    private final ApplicationEventPublisher events;

    VaccinationNews(ApplicationEventPublisher events) {
        this.events = events;
    }

    void filed(EntryId id, long institutionId, JsonNode resource) {
        if (resource.path("resourceType").asString("").equals(TYPE)
                && resource.path("status").asString("").equals("completed")) {
            Set<String> codes = new TreeSet<>();
            resource.path("vaccineCode")
                    .path("coding")
                    .forEach(coding -> codes.add(coding.path("system").asString("") + "|"
                            + coding.path("code").asString("")));
            Span.parse(resource.path("occurrenceDateTime").asString(""))
                    .ifPresent(when -> events.publishEvent(
                            new VaccinationFiled(id, institutionId, codes, CityTime.dayOf(when.from()))));
        }
    }

    /** @param after null when the entry was removed */
    void revised(Entry before, @Nullable JsonNode after) {
        if (before.type().equals(TYPE)) {
            events.publishEvent(new VaccinationWithdrawn(before.id()));
            if (after != null) {
                filed(before.id(), before.institutionId(), after);
            }
        }
    }
}
