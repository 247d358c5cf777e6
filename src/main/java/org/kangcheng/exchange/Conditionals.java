package org.kangcheng.exchange;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Sm;
import org.kangcheng.record.Entry;
import org.kangcheng.record.SearchParameters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Conditional creates ({@code If-None-Exist}) and conditional references ({@code Practitioner?identifier=…}). */
@Component
class Conditionals {
    private final Search search;
    private final Residents residents;
    private final JdbcClient jdbc;

    Conditionals(Search search, Residents residents, JdbcClient jdbc) {
        this.search = search;
        this.residents = residents;
        this.jdbc = jdbc;
    }

    /** Sets {@link Item#existing} where a resource already fulfils the item's condition. */
    void findExisting(Reach.Of reach, List<Item> items) {
        Set<String> once = new HashSet<>();
        List<Item> missing = items.stream()
                .filter(item -> item.ifNoneExist != null)
                .filter(item -> !find(reach, item))
                .sorted(Comparator.comparing(Conditionals::criteria))
                .toList();
        for (Item item : missing) {
            if (!once.add(criteria(item))) {
                throw FhirProblem.at("Bundle.entry[" + item.index + "]", 400, "duplicate", "同一条件在一个事务中出现两次。");
            }
        }
        // Whoever creates by the same condition at the same time waits here, in the same order, and looks again.
        for (Item item : missing) {
            take(reach.filer(), criteria(item));
            find(reach, item);
        }
    }

    private static String criteria(Item item) {
        return item.type() + "?" + item.ifNoneExist;
    }

    private boolean find(Reach.Of reach, Item item) {
        List<Entry> matches = search.matches(reach, item.type(), String.valueOf(item.ifNoneExist)).stream()
                .filter(reach::owns)
                .toList();
        if (matches.size() > 1) {
            throw FhirProblem.at("Bundle.entry[" + item.index + "]", 412, "multiple-matches", "条件创建匹配到多个资源。");
        }
        item.existing = matches.isEmpty() ? null : matches.getFirst();
        return item.existing != null;
    }

    private void take(long institutionId, String criteria) {
        byte[] digest = Sm.sm3(criteria.getBytes(UTF_8));
        jdbc.sql("""
                insert into exchange.condition (institution_id, digest) values (?, ?)
                on conflict (institution_id, digest) do update set digest = excluded.digest
                """).params(institutionId, digest).update();
    }

    /**
     * What each conditional reference stands for. None, or more than one, is a fault of the bundle.
     *
     * @param wanted reference → the entry that first uses it
     */
    Map<String, String> lookUp(Reach.Of reach, Map<String, Integer> wanted) {
        Map<String, String> found = new HashMap<>();
        wanted.forEach((reference, index) -> found.put(reference, target(reach, reference, index)));
        return found;
    }

    private String target(Reach.Of reach, String reference, int index) {
        int question = reference.indexOf('?');
        String type = reference.substring(0, question);
        String query = reference.substring(question + 1);
        if (!SearchParameters.knows(type)) {
            throw problem(index, "not-found", "条件引用的资源类型不存在。");
        }
        List<Entry> matches = search.matches(reach, type, query);
        if (matches.size() > 1) {
            throw problem(index, "multiple-matches", "条件引用匹配到多个资源。");
        }
        return matches.isEmpty()
                ? resident(reach, type, query).orElseThrow(() -> problem(index, "not-found", "条件引用没有匹配到资源。"))
                : type + "/" + matches.getFirst().id();
    }

    /** A resident by the ID number, if the client knows her. */
    private Optional<String> resident(Reach.Of reach, String type, String query) {
        String prefix = "identifier=" + Residents.ID_NUMBER + "|";
        return type.equals("Patient") && query.startsWith(prefix)
                ? residents
                        .byIdNumber(query.substring(prefix.length()))
                        .filter(key -> residents.knows(reach, key))
                        .map(key -> "Patient/" + PublicId.encode(key))
                : Optional.empty();
    }

    private static FhirProblem problem(int index, String code, String text) {
        return FhirProblem.at("Bundle.entry[" + index + "]", 422, code, text);
    }
}
