package org.kangcheng.exchange;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.indicator.Direction;
import org.kangcheng.indicator.Figure;
import org.kangcheng.indicator.Indicator;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.indicator.Period;
import org.kangcheng.indicator.Place;
import org.kangcheng.record.FhirJson;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/**
 * The city's figures through FHIR: an indicator is a Measure, its figure at a place in a period a MeasureReport that
 * {@code $evaluate-measure} answers. An institution sees its own, the city's client those of every place.
 */
@Component
class MeasureDoor {
    private static final String POPULATION = "http://terminology.hl7.org/CodeSystem/measure-population";
    private static final String IMPROVEMENT = "http://terminology.hl7.org/CodeSystem/measure-improvement-notation";
    private static final String SCORING = "http://terminology.hl7.org/CodeSystem/measure-scoring";

    private final Indicators indicators;
    private final org.kangcheng.indicator.Reach reach;

    MeasureDoor(Indicators indicators, org.kangcheng.indicator.Reach reach) {
        this.indicators = indicators;
        this.reach = reach;
    }

    /** @param path from {@code Measure} on */
    Answer answer(Call call, List<String> path) {
        if (!call.method().equals("GET")) {
            throw Router.wrongMethod();
        }
        if (path.size() == 1) {
            return all(call);
        }
        Indicator indicator =
                indicators.find(path.get(1)).orElseThrow(() -> FhirProblem.of(404, "not-found", "没有这个指标。"));
        if (path.size() == 2) {
            return Answer.ok(measure(call.base(), indicator));
        }
        if (!path.subList(2, path.size()).equals(List.of("$evaluate-measure"))) {
            throw FhirProblem.of(404, "not-supported", "没有这种操作。");
        }
        return Answer.ok(report(call, indicator));
    }

    private Answer all(Call call) {
        List<Indicator> all = indicators.all();
        BundleWriter bundle = new BundleWriter(call.base(), "searchset", ",\"total\":" + all.size(), 1 << 16);
        for (Indicator indicator : all) {
            bundle.add("Measure/" + indicator.id(), FhirJson.write(measure(call.base(), indicator)), "match");
        }
        return Answer.ok(bundle.end());
    }

    private static ObjectNode measure(String base, Indicator indicator) {
        ObjectNode measure = FhirJson.object()
                .put("resourceType", "Measure")
                .put("id", indicator.id())
                .put("url", base + "/Measure/" + indicator.id())
                .put("version", Integer.toString(indicator.definition().version()))
                .put("name", indicator.id())
                .put("title", indicator.title())
                .put("status", indicator.fed() ? "active" : "draft")
                .put("description", indicator.explanation())
                .put("purpose", indicator.definition().source());
        coding(measure.putObject("scoring"), SCORING, indicator.unit().divides() ? "ratio" : "cohort");
        String improvement = improvement(indicator);
        if (improvement != null) {
            coding(measure.putObject("improvementNotation"), IMPROVEMENT, improvement);
        }
        return measure;
    }

    private ObjectNode report(Call call, Indicator indicator) {
        Place place = reach.place(call.actor(), one(call, "place")).place();
        Figure figure = indicators.value(indicator, place, period(call, indicator));
        if (figure.broken()) {
            throw FhirProblem.of(422, "incomplete", String.valueOf(figure.brokenBecause()));
        }
        ObjectNode report = FhirJson.object()
                .put("resourceType", "MeasureReport")
                .put("status", "complete")
                .put("type", "summary")
                .put("measure", call.base() + "/Measure/" + indicator.id() + "|" + figure.version())
                .put("date", figure.asOf().toString());
        report.putObject("subject")
                .put("display", place.key())
                .putObject("identifier")
                .put("system", place.isInstitution() ? "urn:kangcheng:institution" : "urn:kangcheng:area")
                .put("value", place.isInstitution() ? Long.toString(place.institutionId()) : place.key());
        report.putObject("period")
                .put("start", figure.period().first().toString())
                .put("end", figure.period().last().toString());
        ObjectNode group = report.putArray("group").addObject();
        var populations = group.putArray("population");
        population(
                populations.addObject(),
                indicator.unit().divides() ? "numerator" : "measure-population",
                figure.numerator());
        Long denominator = figure.denominator();
        if (denominator != null) {
            population(populations.addObject(), "denominator", denominator);
        }
        Double value = figure.value();
        if (value != null) {
            ObjectNode score = group.putObject("measureScore").put("value", value);
            if (!indicator.unit().sign().isEmpty()) {
                score.put("unit", indicator.unit().sign());
            }
        }
        return report;
    }

    /** FHIR counts in 32 bits; what is larger (money in fen) is in the score alone. */
    private static void population(ObjectNode population, String code, long n) {
        coding(population.putObject("code"), POPULATION, code);
        if (n <= Integer.MAX_VALUE) {
            population.put("count", n);
        }
    }

    private static @Nullable String improvement(Indicator indicator) {
        return indicator.direction() == Direction.NEITHER
                ? null
                : indicator.direction() == Direction.MORE ? "increase" : "decrease";
    }

    private static void coding(ObjectNode concept, String system, String code) {
        concept.putArray("coding").addObject().put("system", system).put("code", code);
    }

    private Period period(Call call, Indicator indicator) {
        String start = one(call, "periodStart");
        String end = one(call, "periodEnd");
        if (start == null && end == null) {
            return indicators.current(indicator);
        }
        try {
            LocalDate first = LocalDate.parse(String.valueOf(start));
            LocalDate last = LocalDate.parse(String.valueOf(end));
            return Stream.of(Period.Kind.DAY, Period.Kind.MONTH, Period.Kind.QUARTER, Period.Kind.YEAR)
                    .map(kind -> Period.of(kind, first))
                    .filter(period ->
                            period.first().equals(first) && period.last().equals(last))
                    .findFirst()
                    .orElseThrow(() -> FhirProblem.invalid("统计期应为整日、整月、整季或整年。"));
        } catch (DateTimeException e) {
            throw FhirProblem.invalid("periodStart、periodEnd 应为 2026-11-01 的形式。");
        }
    }

    private static @Nullable String one(Call call, String name) {
        List<String> values = call.parameters().getOrDefault(name, List.of());
        return values.isEmpty() ? null : values.getFirst();
    }
}
