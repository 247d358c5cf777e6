package org.kangcheng.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A date of FHIR is a span of time: the city's time where it names no other. */
class SpanTests {
    @ParameterizedTest
    @CsvSource({
        "2026, 2025-12-31T16:00:00Z, 2026-12-31T15:59:59.999Z",
        "2026-02, 2026-01-31T16:00:00Z, 2026-02-28T15:59:59.999Z",
        "2026-02-03, 2026-02-02T16:00:00Z, 2026-02-03T15:59:59.999Z",
        "2026-02-03T10:00, 2026-02-03T02:00:00Z, 2026-02-03T02:00:59.999Z",
        "2026-02-03T10:00:00+08:00, 2026-02-03T02:00:00Z, 2026-02-03T02:00:00.999Z",
        "2026-02-03T10:00:00.5Z, 2026-02-03T10:00:00.500Z, 2026-02-03T10:00:00.500Z"
    })
    void covers(String text, String from, String to) {
        Span span = Span.parse(text).orElseThrow();
        assertThat(span.from()).hasToString(from);
        assertThat(span.to()).hasToString(to);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "2026-13", "2026-02-30", "yesterday", "2026-02-03T25:00:00Z", "abcd"})
    void isNone(String text) {
        assertThat(Span.parse(text)).isEmpty();
    }

    @Test
    void anOpenPeriodHasNoEnd() {
        var period = FhirJson.object().put("start", "2026-02-03");
        assertThat(Span.of(period).orElseThrow().to()).isEqualTo(Span.OPEN);
    }
}
