package org.kangcheng.exchange;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.record.Criteria;
import org.kangcheng.record.Criteria.Condition;
import org.kangcheng.record.SearchParameter;
import org.kangcheng.record.SearchParameters;
import org.kangcheng.record.SearchTerms;

/**
 * A search as it was asked, read and checked. A parameter that is not supported is refused and not ignored: a filter
 * left out would give away more people than were asked for.
 *
 * @param people what {@code patient} or {@code subject} said; null when neither was given
 * @param patientIdentifier what {@code patient.identifier} said
 * @param ids what {@code _id} said; null when it was not given
 * @param plain the parameters as sent, but for paging: what self and next links repeat
 */
record SearchRequest(
        Criteria criteria,
        @Nullable List<String> people,
        @Nullable String patientIdentifier,
        @Nullable List<String> ids,
        List<String> includes,
        int count,
        boolean countOnly,
        @Nullable String after,
        Map<String, List<String>> plain) {
    static final String AFTER = "_after";
    private static final int USUAL_COUNT = 50;
    private static final int MOST_COUNT = 1000;
    private static final Set<String> SCOPES = Set.of("patient", "subject");
    private static final Set<String> IDENTIFIED =
            Set.of("patient.identifier", "subject.identifier", "subject:Patient.identifier");

    SearchRequest from(@Nullable String place) {
        return new SearchRequest(criteria, people, patientIdentifier, ids, includes, count, countOnly, place, plain);
    }

    /** The same search for so many at most. */
    SearchRequest take(int most) {
        return new SearchRequest(criteria, people, patientIdentifier, ids, includes, most, countOnly, after, plain);
    }

    boolean namesPeople() {
        return people != null || patientIdentifier != null;
    }

    boolean sorted() {
        return plain.containsKey("_sort");
    }

    /** Only the number is asked for. */
    boolean counts() {
        return countOnly || count == 0;
    }

    /** The alternatives of each time the parameter was given; all of them must hold. */
    List<List<String>> values(String name) {
        return plain.getOrDefault(name, List.of()).stream()
                .map(SearchTerms::values)
                .toList();
    }

    /** Says whose resources are searched, not which. */
    static boolean ofPerson(String parameter) {
        int colon = parameter.indexOf(':');
        return IDENTIFIED.contains(parameter) || SCOPES.contains(colon < 0 ? parameter : parameter.substring(0, colon));
    }

    static SearchRequest read(String type, Map<String, List<String>> parameters, SearchTerms terms) {
        return new Reader(type, parameters, terms).read();
    }

    /** Collects while reading. */
    private static final class Reader {
        private final String type;
        private final Map<String, List<String>> parameters;
        private final SearchTerms terms;
        private final List<Condition> conditions = new ArrayList<>();
        private final List<String> includes = new ArrayList<>();
        private final Map<String, List<String>> plain = new LinkedHashMap<>();
        private @Nullable List<String> people;
        private @Nullable List<String> ids;
        private @Nullable String patientIdentifier;
        private @Nullable String after;
        private int count = USUAL_COUNT;
        private boolean countOnly;
        private String sort = "";

        Reader(String type, Map<String, List<String>> parameters, SearchTerms terms) {
            this.type = type;
            this.parameters = parameters;
            this.terms = terms;
        }

        SearchRequest read() {
            parameters.forEach((name, values) -> values.forEach(value -> {
                if (!value.isEmpty()) {
                    read(name, value);
                    if (!name.equals(AFTER)) {
                        plain.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
                    }
                }
            }));
            boolean descending = sort.startsWith("-");
            Criteria criteria =
                    new Criteria(type, conditions, order(descending ? sort.substring(1) : sort), descending);
            return new SearchRequest(
                    criteria, people, patientIdentifier, ids, includes, count, countOnly, after, plain);
        }

        private void read(String name, String value) {
            switch (name) {
                case "_id" -> ids = SearchTerms.values(value);
                case "_lastUpdated" -> conditions.add(terms.lastChanged(value).orElseThrow(() -> unreadable(name)));
                case "_count" -> count = count(value);
                case "_sort" -> sort = value;
                case "_include" -> includes.add(value);
                case "_summary" -> summary(value);
                case AFTER -> after = value;
                case "_format", "_pretty", "_total" -> {
                    // _format is the answer's; a total is given wherever it is known.
                }
                default -> readOwn(name, value);
            }
        }

        private void readOwn(String name, String value) {
            if (IDENTIFIED.contains(name)) {
                patientIdentifier = value;
                return;
            }
            int colon = name.indexOf(':');
            String plainName = colon < 0 ? name : name.substring(0, colon);
            String modifier = colon < 0 ? "" : name.substring(colon + 1);
            SearchParameter parameter = SearchParameters.of(type)
                    .find(plainName)
                    .filter(SearchParameter::searchable)
                    .orElseThrow(() -> FhirProblem.notSupported("不支持此检索参数:" + safe(name)));
            boolean negated = modifier.equals("not") && parameter.kind() == SearchParameter.Kind.TOKEN;
            boolean typed = parameter.targets().contains(modifier);
            if (!modifier.isEmpty() && !negated && !typed) {
                throw FhirProblem.notSupported("不支持此检索修饰符:" + safe(name));
            }
            if (SCOPES.contains(plainName)) {
                people = SearchTerms.values(value);
            } else {
                String full = typed && !value.contains("/") ? modifier + "/" + value : value;
                conditions.add(terms.condition(parameter, full, negated).orElseThrow(() -> unreadable(name)));
            }
        }

        private static int count(String value) {
            try {
                return Math.clamp(Integer.parseInt(value), 0, MOST_COUNT);
            } catch (NumberFormatException e) {
                throw unreadable("_count");
            }
        }

        private void summary(String value) {
            if (!Set.of("count", "false").contains(value)) {
                throw FhirProblem.notSupported("_summary 只支持 count。");
            }
            countOnly = value.equals("count");
        }

        private Criteria.Order order(String name) {
            if (name.isEmpty() || name.equals("_lastUpdated")) {
                return Criteria.Order.CHANGE;
            }
            Optional<SearchParameter> date = SearchParameters.of(type).date();
            if (date.isPresent()
                    && (name.equals("date") || name.equals(date.get().name()))) {
                return Criteria.Order.DATE;
            }
            throw FhirProblem.notSupported("只能按 _lastUpdated 或该类资源的日期排序。");
        }

        private static FhirProblem unreadable(String name) {
            return FhirProblem.invalid("检索参数的值不正确:" + safe(name));
        }

        private static String safe(String name) {
            return name.replaceAll("[^\\w.:-]", "?");
        }
    }
}
