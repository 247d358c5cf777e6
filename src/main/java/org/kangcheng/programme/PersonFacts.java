package org.kangcheng.programme;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Kind;
import org.kangcheng.definition.Vocabulary;

/**
 * What a rule may ask of a person, as it stands on a day.
 *
 * @param sex M, F, or null when it is not known
 * @param events the newest day of each event that is not over
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
        Map<String, LocalDate> events) {

    static final Vocabulary VOCABULARY = Vocabulary.of(Map.of(
            "age", Kind.WHOLE,
            "age_months", Kind.WHOLE,
            "sex", Kind.TEXT,
            "area", Kind.TEXT,
            "statuses", Kind.CODES,
            "diagnoses", Kind.CODES,
            "contracts", Kind.CODES,
            "occupations", Kind.CODES,
            "events", Kind.CODES));

    /** The same names over {@code programme.subject p} on {@code :today}. */
    static final Map<String, String> COLUMNS = Map.of(
            "age", "extract(year from age(:today::date, p.birth_date))::bigint",
            "age_months",
                    "(extract(year from age(:today::date, p.birth_date)) * 12"
                            + " + extract(month from age(:today::date, p.birth_date)))::bigint",
            "sex", "p.sex",
            "area", "p.area_code",
            "statuses", "p.statuses",
            "diagnoses", "p.diagnoses",
            "contracts", "p.contracts",
            "occupations", "p.occupations",
            "events", "p.events");

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
        facts.put("events", List.copyOf(new TreeMap<>(events).keySet()));
        return facts;
    }
}
