package org.kangcheng.record;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.CityTime;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Tells of blood pressures as Observations are filed, changed and taken back, in the transaction of the filing: the panel
 * (LOINC 85354-9) with its parts, or a systolic pressure (8480-6) by itself. A diastolic one alone is half of one.
 */
@Component
class PressureNews {
    private static final String LOINC = "http://loinc.org";
    private static final String SYSTOLIC = "8480-6";
    private static final String DIASTOLIC = "8462-4";
    private static final Set<String> STANDS = Set.of("final", "amended", "corrected");

    private record Pressure(
            LocalDate on, BigDecimal systolic, @Nullable BigDecimal diastolic) {}

    private final ApplicationEventPublisher events;

    PressureNews(ApplicationEventPublisher events) {
        this.events = events;
    }

    void filed(EntryId id, long institutionId, JsonNode resource, Summary summary, Instant at) {
        if (isOfAPerson(id, institutionId)) {
            pressure(resource, summary, at).ifPresent(pressure -> tell(id, pressure));
        }
    }

    /** An observation may be of nobody: then it is its institution's. */
    private static boolean isOfAPerson(EntryId id, long institutionId) {
        return id.shard() != institutionId;
    }

    /** @param after null when the entry was removed */
    void revised(
            Entry before, Summary old, JsonNode resourceBefore, @Nullable JsonNode after, Summary summary, Instant at) {
        Optional<Pressure> was = pressure(resourceBefore, old, before.recordedAt());
        Optional<Pressure> is = after == null ? Optional.empty() : pressure(after, summary, at);
        if (was.equals(is) || !isOfAPerson(before.id(), before.institutionId())) {
            return;
        }
        was.ifPresent(_ -> events.publishEvent(new PressureWithdrawn(before.id())));
        is.ifPresent(pressure -> tell(before.id(), pressure));
    }

    private void tell(EntryId id, Pressure pressure) {
        events.publishEvent(new PressureFiled(id, pressure.on, pressure.systolic, pressure.diastolic));
    }

    private static Optional<Pressure> pressure(JsonNode resource, Summary summary, Instant at) {
        if (!resource.path("resourceType").asString("").equals("Observation")
                || !STANDS.contains(resource.path("status").asString(""))) {
            return Optional.empty();
        }
        LocalDate on =
                CityTime.dayOf(summary.when() == null ? at : summary.when().from());
        return value(resource, SYSTOLIC)
                .map(systolic ->
                        new Pressure(on, systolic, value(resource, DIASTOLIC).orElse(null)));
    }

    /** Of the observation itself, or of its part that is so coded. */
    private static Optional<BigDecimal> value(JsonNode observation, String code) {
        return Stream.concat(
                        Stream.of(observation),
                        StreamSupport.stream(observation.path("component").spliterator(), false))
                .filter(it -> isCoded(it, code))
                .map(it -> it.path("valueQuantity").path("value"))
                .filter(JsonNode::isNumber)
                .map(JsonNode::decimalValue)
                .findFirst();
    }

    private static boolean isCoded(JsonNode measured, String code) {
        for (JsonNode coding : measured.path("code").path("coding")) {
            if (coding.path("system").asString("").equals(LOINC)
                    && coding.path("code").asString("").equals(code)) {
                return true;
            }
        }
        return false;
    }
}
