package org.kangcheng.record;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.CityTime;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** Tells of diagnoses as Conditions are filed, changed and taken back, in the transaction of the filing. */
@Component
class DiagnosisNews {
    private static final Set<String> NEVER_WAS = Set.of("entered-in-error", "refuted");
    private static final Set<String> OVER = Set.of("inactive", "remission", "resolved");

    /** @param over the first day without it; null while it stands */
    private record Diagnosis(
            String code, LocalDate since, @Nullable LocalDate over) {}

    private final ApplicationEventPublisher events;

    DiagnosisNews(ApplicationEventPublisher events) {
        this.events = events;
    }

    void filed(EntryId id, String type, JsonNode resource, Summary summary, Instant at) {
        Diagnosis diagnosis = diagnosis(type, resource, summary, at);
        if (diagnosis != null) {
            tell(id, diagnosis);
        }
    }

    /** @param after null when the entry was removed */
    void revised(
            Entry before, Summary old, @Nullable JsonNode after, Summary summary, JsonNode resourceBefore, Instant at) {
        Diagnosis was = diagnosis(before.type(), resourceBefore, old, before.recordedAt());
        Diagnosis is = after == null ? null : diagnosis(before.type(), after, summary, at);
        if (was != null && !was.equals(is)) {
            events.publishEvent(new DiagnosisWithdrawn(before.id().shard(), before.id()));
        }
        if (is != null && !is.equals(was)) {
            tell(before.id(), is);
        }
    }

    private void tell(EntryId id, Diagnosis diagnosis) {
        events.publishEvent(new DiagnosisFiled(id.shard(), id, diagnosis.code, diagnosis.since));
        if (diagnosis.over != null) {
            events.publishEvent(new DiagnosisEnded(id.shard(), id, diagnosis.over));
        }
    }

    /** Null for what is none: another type, without a code, or said never to have been. */
    private static @Nullable Diagnosis diagnosis(String type, JsonNode resource, Summary summary, Instant at) {
        String certainty = String.valueOf(Concepts.code(resource.path("verificationStatus")));
        String code = summary.code();
        if (!type.equals("Condition") || code == null || NEVER_WAS.contains(certainty)) {
            return null;
        }
        Span when = summary.when();
        LocalDate since = CityTime.dayOf(when == null ? at : when.from());
        return new Diagnosis(code, since, over(resource, at));
    }

    private static @Nullable LocalDate over(JsonNode resource, Instant at) {
        if (!OVER.contains(String.valueOf(Concepts.code(resource.path("clinicalStatus"))))) {
            return null;
        }
        return Span.parse(resource.path("abatementDateTime").asString(""))
                .map(span -> CityTime.dayOf(span.from()))
                .orElse(CityTime.dayOf(at));
    }
}
