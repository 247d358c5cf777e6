package org.kangcheng.appraisal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.indicator.Indicator;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.indicator.Indicators.Question;
import org.kangcheng.indicator.Period;
import org.kangcheng.indicator.Place;
import org.springframework.stereotype.Component;

/** 排名: every subject of a scheme with its score, computed now from the figures. */
@Component
class Ranking {
    /**
     * @param unit the institution that answers for it; null when there is none
     * @param rank from 1; 0 without a score
     * @param crossed the red lines
     */
    record Line(
            Place place,
            String title,
            String areaCode,
            @Nullable Long unit,
            Score score,
            int rank,
            List<String> crossed) {}

    /** @param unit the institution that answers for it; null when there is none */
    record Subject(
            Place place,
            String title,
            String areaCode,
            @Nullable Long unit) {}

    private final Indicators indicators;
    private final Areas areas;
    private final Institutions institutions;
    private final AppraisalTable table;

    Ranking(Indicators indicators, Areas areas, Institutions institutions, AppraisalTable table) {
        this.indicators = indicators;
        this.areas = areas;
        this.institutions = institutions;
        this.table = table;
    }

    /** The best first; equal scores share a rank. */
    List<Line> of(Scheme scheme, Period period, Map<String, Double> weights) {
        Map<Place, Subject> subjects = subjects(scheme);
        Map<String, Map<Place, Double>> values =
                values(scheme, subjects.keySet().stream().toList(), period);
        Map<String, Map<String, Double>> points = table.points(scheme.id(), period.key());
        List<Line> lines = new ArrayList<>();
        for (Subject subject : subjects.values()) {
            Map<String, Double> own = new HashMap<>();
            for (Scheme.Item item : scheme.items()) {
                Double value = item.indicator() == null
                        ? null
                        : values.getOrDefault(item.indicator(), Map.of()).get(subject.place);
                if (value != null) {
                    own.put(item.id(), value);
                }
            }
            lines.add(new Line(
                    subject.place,
                    subject.title,
                    subject.areaCode,
                    subject.unit,
                    Score.of(scheme, own, points.getOrDefault(subject.place.key(), Map.of()), weights),
                    0,
                    crossed(scheme, subject.place, values)));
        }
        return ranked(lines);
    }

    private static List<Line> ranked(List<Line> lines) {
        List<Line> sorted = new ArrayList<>(lines);
        sorted.sort(Comparator.comparing(
                (Line line) -> line.score.score(), Comparator.nullsLast(Comparator.<Double>reverseOrder())));
        List<Line> ranked = new ArrayList<>();
        for (Line line : sorted) {
            Double score = line.score.score();
            int rank = score == null
                    ? 0
                    : 1
                            + (int) sorted.stream()
                                    .map(it -> it.score.score())
                                    .filter(Objects::nonNull)
                                    .filter(it -> it > score)
                                    .count();
            ranked.add(new Line(line.place, line.title, line.areaCode, line.unit, line.score, rank, line.crossed));
        }
        return ranked;
    }

    private static List<String> crossed(Scheme scheme, Place place, Map<String, Map<Place, Double>> values) {
        return scheme.redLines().stream()
                .filter(line -> {
                    Double value =
                            values.getOrDefault(line.indicator(), Map.of()).get(place);
                    return value != null && line.crossedBy(value);
                })
                .map(Scheme.RedLine::title)
                .toList();
    }

    private Map<String, Map<Place, Double>> values(Scheme scheme, List<Place> places, Period period) {
        List<Question> questions = scheme.indicators().stream()
                .flatMap(id -> indicators.find(id).stream())
                .collect(Collectors.groupingBy(it -> of(it, period)))
                .entrySet()
                .stream()
                .map(it -> new Question(it.getValue(), places, it.getKey()))
                .toList();
        Map<String, Map<Place, Double>> values = new HashMap<>();
        indicators
                .at(questions)
                .forEach(answer -> answer.forEach((id, figures) -> {
                    Map<Place, Double> byPlace = new HashMap<>();
                    figures.forEach((place, figure) -> {
                        Double value = figure.broken() ? null : figure.value();
                        if (value != null) {
                            byPlace.put(place, value);
                        }
                    });
                    values.put(id, byPlace);
                }));
        return values;
    }

    /** What is only ever told of now is taken as it is now; publishing keeps it. */
    private Period of(Indicator indicator, Period period) {
        return indicator.periods().contains(period.kind()) ? period : indicators.current(indicator);
    }

    /** The institution is one of those that such a scheme ranks. */
    boolean ranks(Scheme.Subjects subjects, long institutionId) {
        Institution.Kind kind =
                institutions.find(institutionId).map(Institution::kind).orElse(Institution.Kind.COMMISSION);
        return switch (subjects) {
            case COUNTIES -> false;
            case HOSPITALS -> kind == Institution.Kind.HOSPITAL;
            case PRIMARIES -> kind == Institution.Kind.PRIMARY;
        };
    }

    /** One of those that the scheme ranks, without its figures. */
    Optional<Subject> subject(Scheme scheme, String key) {
        return Optional.ofNullable(subjects(scheme).get(new Place(key)));
    }

    private Map<Place, Subject> subjects(Scheme scheme) {
        Map<Place, Subject> subjects = new LinkedHashMap<>();
        switch (scheme.subjects()) {
            case COUNTIES -> {
                for (Area county : areas.children(Place.CITY.key())) {
                    Long unit = institutions.list(Institution.Kind.COMMISSION, county.code()).stream()
                            .findFirst()
                            .map(Institution::institutionId)
                            .orElse(null);
                    put(subjects, new Subject(Place.area(county.code()), county.name(), county.code(), unit));
                }
            }
            case HOSPITALS -> institutions(Institution.Kind.HOSPITAL, subjects);
            case PRIMARIES -> institutions(Institution.Kind.PRIMARY, subjects);
        }
        return subjects;
    }

    private void institutions(Institution.Kind kind, Map<Place, Subject> subjects) {
        institutions
                .list(kind, "")
                .forEach(it -> put(
                        subjects,
                        new Subject(
                                Place.institution(it.institutionId()), it.name(), it.areaCode(), it.institutionId())));
    }

    private static void put(Map<Place, Subject> subjects, Subject subject) {
        subjects.put(subject.place, subject);
    }
}
