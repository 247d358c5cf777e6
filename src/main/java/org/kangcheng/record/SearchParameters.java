package org.kangcheng.record;

import ca.uhn.fhir.context.BaseRuntimeChildDefinition;
import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.context.RuntimeResourceDefinition;
import ca.uhn.fhir.context.RuntimeSearchParam;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What each type of resource can be searched by. The definitions are the standard's (HAPI carries them on its model);
 * chosen here are only the names that are indexed. The capability statement is written from the same table.
 */
public final class SearchParameters {
    private static final Set<String> TOKENS = Set.of(
            "identifier",
            "code",
            "category",
            "status",
            "clinical-status",
            "type",
            "class",
            "vaccine-code",
            "gender",
            "intent",
            "role",
            "specialty");
    private static final Set<String> STRINGS = Set.of("name", "family", "given");
    private static final Set<String> REFERENCES = Set.of(
            "encounter",
            "context",
            "performer",
            "practitioner",
            "organization",
            "requester",
            "medication",
            "participant",
            "based-on");

    /** A type's one searchable date, by which it also stands on the timeline: the first of these that it has. */
    private static final List<String> DATES = List.of(
            "birthdate",
            "onset-date",
            "authoredon",
            "authored",
            "effective-time",
            "effective",
            "date",
            "started",
            "created",
            "whenhandedover",
            "recorded",
            "start",
            "period",
            "occurrence",
            "sent");

    private static final Pattern CAST = Pattern.compile("\\((\\w[\\w.]*) as (\\w+)\\)|(\\w[\\w.]*)\\.as\\((\\w+)\\)");
    private static final String RESOLVES = ".where(resolve() is ";

    private static final FhirContext FHIR = FhirContext.forR4Cached();
    private static final Map<String, SearchParameters> BY_TYPE = new ConcurrentHashMap<>();

    private final RuntimeResourceDefinition definition;
    private final Map<String, SearchParameter> all = new LinkedHashMap<>();
    private final Collection<SearchParameter> each;
    private final @Nullable SearchParameter date;

    private SearchParameters(String type) {
        this.definition = FHIR.getResourceDefinition(type);
        List<RuntimeSearchParam> defined = definition.getSearchParams();
        String dateName = DATES.stream()
                .filter(name -> defined.stream()
                        .anyMatch(parameter -> parameter.getName().equals(name)))
                .findFirst()
                .orElse("");
        for (RuntimeSearchParam parameter : defined) {
            add(parameter, dateName);
        }
        this.date = all.get(dateName);
        if (date != null) {
            // Where the standard has no plain `date`, the type's own date answers to that name too.
            all.putIfAbsent("date", date);
        }
        this.each = List.copyOf(new LinkedHashSet<>(all.values()));
    }

    /** Throws {@link ca.uhn.fhir.parser.DataFormatException} for a type that R4 does not have. */
    public static SearchParameters of(String type) {
        return BY_TYPE.computeIfAbsent(type, SearchParameters::new);
    }

    public static boolean knows(String type) {
        return FHIR.getResourceTypes().contains(type);
    }

    /** All types of R4. */
    public static Set<String> types() {
        return FHIR.getResourceTypes();
    }

    /** Each once, whatever names it has. */
    public Collection<SearchParameter> all() {
        return each;
    }

    /** By the names that a query may use. */
    public Map<String, SearchParameter> names() {
        return Collections.unmodifiableMap(all);
    }

    public Optional<SearchParameter> find(String name) {
        return Optional.ofNullable(all.get(name));
    }

    /** The type's main date. */
    public Optional<SearchParameter> date() {
        return Optional.ofNullable(date);
    }

    /** What ties the resource to a person. */
    public Optional<SearchParameter> patient() {
        return find("patient").or(() -> find("subject"));
    }

    private void add(RuntimeSearchParam parameter, String dateName) {
        String name = parameter.getName();
        switch (parameter.getParamType()) {
            case TOKEN -> put(parameter, SearchParameter.Kind.TOKEN, TOKENS.contains(name));
            case STRING -> put(parameter, SearchParameter.Kind.STRING, STRINGS.contains(name));
            case REFERENCE -> put(parameter, SearchParameter.Kind.REFERENCE, true);
            case DATE -> put(parameter, SearchParameter.Kind.DATE, name.equals(dateName));
            default -> {}
        }
    }

    private void put(RuntimeSearchParam parameter, SearchParameter.Kind kind, boolean wanted) {
        if (!wanted || parameter.getName().startsWith("_")) {
            return;
        }
        List<List<String>> paths = new ArrayList<>();
        for (String path : parameter.getPathsSplitForResourceType(definition.getName())) {
            paths.addAll(paths(path));
        }
        String name = parameter.getName();
        boolean scope = name.equals("patient") || name.equals("subject");
        boolean searchable = kind != SearchParameter.Kind.REFERENCE || scope || REFERENCES.contains(name);
        all.put(name, new SearchParameter(definition.getName(), name, kind, paths, parameter.getTargets(), searchable));
    }

    /** The few forms of FHIRPath that the indexed parameters use: chains of names, casts, and filters by target type. */
    private List<List<String>> paths(String expression) {
        int filter = expression.indexOf(RESOLVES);
        String path = filter < 0 ? expression : expression.substring(0, filter);
        Matcher cast = CAST.matcher(path);
        if (cast.matches()) {
            String of = cast.group(2) == null ? cast.group(4) : cast.group(2);
            String element = cast.group(1) == null ? cast.group(3) : cast.group(1);
            return List.of(names(element + Character.toUpperCase(of.charAt(0)) + of.substring(1)));
        }
        return path.matches("[\\w.]+") ? choices(names(path)) : List.of();
    }

    private List<String> names(String path) {
        return List.of(path.substring(path.indexOf('.') + 1).split("\\."));
    }

    /** {@code effective} stands for effectiveDateTime, effectivePeriod and so on. */
    private List<List<String>> choices(List<String> names) {
        BaseRuntimeChildDefinition choice = definition.getChildByName(names.getFirst() + "[x]");
        if (names.size() > 1 || choice == null) {
            return List.of(names);
        }
        return choice.getValidChildNames().stream()
                .filter(name -> !name.endsWith("[x]"))
                .map(List::of)
                .toList();
    }
}
