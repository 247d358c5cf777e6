package org.kangcheng.exchange;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.kangcheng.record.Entries;
import org.kangcheng.record.Entry;
import org.kangcheng.record.EntryId;
import org.kangcheng.record.FhirJson;
import org.kangcheng.record.SearchParameter;
import org.kangcheng.record.SearchParameters;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** What found resources refer to: for {@code _include}, and for {@code $everything}. */
@Component
class Includes {
    private static final String REFERENCE = "\"reference\":\"";

    private final Entries entries;

    Includes(Entries entries) {
        this.entries = entries;
    }

    /** The parameters that {@code _include} values name; refuses what is none. */
    static List<SearchParameter> parameters(String type, List<String> includes) {
        List<SearchParameter> found = new ArrayList<>();
        for (String include : includes) {
            String[] parts = include.split(":");
            if (parts.length < 2 || !parts[0].equals(type)) {
                throw FhirProblem.notSupported("_include 应为 " + type + ":参数名。");
            }
            if (parts[1].equals("*")) {
                SearchParameters.of(type).all().stream()
                        .filter(Includes::refers)
                        .forEach(found::add);
                continue;
            }
            SearchParameter parameter = SearchParameters.of(type)
                    .find(parts[1])
                    .filter(Includes::refers)
                    .orElseThrow(() -> FhirProblem.notSupported("不支持此 _include。"));
            found.add(parts.length < 3 ? parameter : only(parameter, parts[2]));
        }
        return found;
    }

    private static boolean refers(SearchParameter parameter) {
        return parameter.kind() == SearchParameter.Kind.REFERENCE;
    }

    private static SearchParameter only(SearchParameter all, String target) {
        return new SearchParameter(all.type(), all.name(), all.kind(), all.paths(), Set.of(target), all.searchable());
    }

    /** The references to this server that the parameters see in the found resources. */
    static Set<References.Target> targets(List<Entry> found, List<SearchParameter> parameters, String base) {
        Set<References.Target> targets = new LinkedHashSet<>();
        for (Entry entry : parameters.isEmpty() ? List.<Entry>of() : found) {
            JsonNode resource = FhirJson.read(entry.json());
            for (SearchParameter parameter : parameters) {
                parameter.values(resource).stream()
                        .flatMap(value ->
                                References.local(value.path("reference").asString(""), base).stream())
                        .filter(target -> parameter.targets().isEmpty()
                                || parameter.targets().contains(target.type()))
                        .forEach(targets::add);
            }
        }
        return targets;
    }

    /** Reads those that are entries of the record, but for the ones already at hand. */
    List<Entry> read(Collection<References.Target> targets, Collection<Entry> atHand) {
        Set<EntryId> wanted = new LinkedHashSet<>();
        targets.forEach(target -> target.entry().ifPresent(wanted::add));
        atHand.forEach(entry -> wanted.remove(entry.id()));
        return entries.readAll(wanted).stream()
                .filter(entry -> !entry.deleted())
                .toList();
    }

    /** What belongs to no person and is referred to: who treated, where, with which medicine. Finds it in the text. */
    List<Entry> beyondPerson(List<Entry> found, Set<EntryId> already) {
        Set<EntryId> wanted = new LinkedHashSet<>();
        for (Entry entry : found) {
            String text = new String(entry.json(), java.nio.charset.StandardCharsets.UTF_8);
            for (int at = text.indexOf(REFERENCE); at >= 0; at = text.indexOf(REFERENCE, at + 1)) {
                int slash = text.indexOf('/', at + REFERENCE.length());
                int end = text.indexOf('"', at + REFERENCE.length());
                if (slash > 0 && slash < end) {
                    Optional<EntryId> id = EntryId.parse(text.substring(slash + 1, end));
                    id.filter(other -> other.shard() != entry.id().shard()).ifPresent(wanted::add);
                }
            }
        }
        wanted.removeAll(already);
        already.addAll(wanted);
        return entries.readAll(wanted).stream()
                .filter(entry -> !entry.deleted() && !Reach.personal(entry))
                .toList();
    }
}
