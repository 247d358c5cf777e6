package org.kangcheng.programme;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Domain;
import org.kangcheng.definition.Kind;
import org.kangcheng.definition.Vocabulary;

/**
 * What a rule may ask of a person, as it stands on a day.
 *
 * @param sex M, F, or null when it is not known
 * @param events the newest day of each event that is not over
 * @param levels what services have found of her: a level, a class of treatment
 * @param benefits what she was granted
 */
record PersonFacts(
        long personKey,
        LocalDate birth,
        @Nullable String sex,
        String area,
        @Nullable LocalDate diedOn,
        List<String> statuses,
        List<String> diagnoses,
        List<String> contracts,
        List<String> occupations,
        List<String> levels,
        List<String> benefits,
        Map<String, LocalDate> events) {

    private static final double OLDEST = 150;

    static final Vocabulary VOCABULARY = new Vocabulary(
            Map.ofEntries(
                    Map.entry("age", Kind.WHOLE),
                    Map.entry("age_months", Kind.WHOLE),
                    Map.entry("sex", Kind.TEXT),
                    Map.entry("area", Kind.TEXT),
                    Map.entry("statuses", Kind.CODES),
                    Map.entry("diagnoses", Kind.CODES),
                    Map.entry("contracts", Kind.CODES),
                    Map.entry("occupations", Kind.CODES),
                    Map.entry("levels", Kind.CODES),
                    Map.entry("benefits", Kind.CODES),
                    Map.entry("events", Kind.CODES)),
            Map.of(
                    "age", Domain.numbers(0, OLDEST),
                    "age_months", Domain.numbers(0, OLDEST * 12),
                    "sex", new Domain(null, null, Set.of("M", "F"), false, null)));

    /** The grade of the time before: what a form may ask beside. Unknown the first time. */
    static final String PREVIOUS_GRADE = "previous_grade";

    static final Vocabulary IN_FORMS = VOCABULARY.with(PREVIOUS_GRADE, Kind.TEXT);

    /** The same names over {@code programme.subject p} on {@code :today}. */
    static final Map<String, String> COLUMNS = Map.ofEntries(
            Map.entry("age", "extract(year from age(:today::date, p.birth_date))::bigint"),
            Map.entry(
                    "age_months",
                    "(extract(year from age(:today::date, p.birth_date)) * 12"
                            + " + extract(month from age(:today::date, p.birth_date)))::bigint"),
            Map.entry("sex", "p.sex"),
            Map.entry("area", "p.area_code"),
            Map.entry("statuses", "p.statuses"),
            Map.entry("diagnoses", "p.diagnoses"),
            Map.entry("contracts", "p.contracts"),
            Map.entry("occupations", "p.occupations"),
            Map.entry("levels", facts(FactKind.LEVEL)),
            Map.entry("benefits", facts(FactKind.BENEFIT)),
            Map.entry("events", "p.events"));

    /** Few have them, and few rules ask for them: they are looked up, not kept beside each resident. */
    private static String facts(FactKind kind) {
        return "(select array_agg(distinct f.code) from programme.fact f where f.person_key = p.person_key and f.kind = '"
                + kind.name()
                + "' and f.from_date <= :today::date and (f.to_date is null or f.to_date > :today::date))";
    }

    Map<String, @Nullable Object> on(LocalDate day) {
        long months = ChronoUnit.MONTHS.between(birth, day);
        Map<String, @Nullable Object> facts = new HashMap<>();
        facts.put("age", months / 12);
        facts.put("age_months", months);
        facts.put("sex", sex);
        facts.put("area", area);
        facts.put("statuses", statuses);
        facts.put("diagnoses", diagnoses);
        facts.put("contracts", contracts);
        facts.put("occupations", occupations);
        facts.put("levels", levels);
        facts.put("benefits", benefits);
        facts.put("events", List.copyOf(new TreeMap<>(events).keySet()));
        return facts;
    }
}
