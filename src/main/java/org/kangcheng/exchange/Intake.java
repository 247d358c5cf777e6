package org.kangcheng.exchange;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.kangcheng.identity.People;
import org.kangcheng.record.Entries;
import org.kangcheng.record.Entry;
import org.kangcheng.record.Filing;
import org.kangcheng.record.SearchParameters;
import org.springframework.stereotype.Component;

/**
 * Takes new resources into the record, one or thousands together: finds whose they are, gives them ids, resolves what
 * they refer to, and files them in one go. Everything else in them stays as it came.
 */
@Component
class Intake {
    private final Search search;
    private final PatientLinks links;
    private final People people;
    private final Entries entries;
    private final Conditionals conditionals;
    private final KnownTargets knownTargets;

    Intake(
            Search search,
            PatientLinks links,
            People people,
            Entries entries,
            Conditionals conditionals,
            KnownTargets knownTargets) {
        this.search = search;
        this.links = links;
        this.people = people;
        this.entries = entries;
        this.conditionals = conditionals;
        this.knownTargets = knownTargets;
    }

    /** In the caller's transaction: all are filed, or the transaction must not be committed. */
    void file(Reach.Of reach, String base, List<Item> items) {
        new Run(reach, base, items).run();
    }

    /** Resolves the references of a resource that replaces another, as for a new one. */
    void resolve(Reach.Of reach, String base, Item item) {
        Run run = new Run(reach, base, List.of(item));
        run.lookUpConditions();
        run.rewrite(item);
        run.checkTargets();
    }

    /** The shard that the resource belongs to, its references already resolved. */
    long owner(Reach.Of reach, String base, Item item) {
        return new Run(reach, base, List.of(item)).person(item).orElse(reach.filer());
    }

    private final class Run {
        private final Reach.Of reach;
        private final String base;
        private final List<Item> items;
        /** fullUrl, or Type/id as the sender knows it → what stands for it here. */
        private final Map<String, Item> sent = new HashMap<>();
        /** Conditional reference → Type/id. */
        private Map<String, String> found = Map.of();

        private final Map<String, Integer> outward = new LinkedHashMap<>();

        Run(Reach.Of reach, String base, List<Item> items) {
            this.reach = reach;
            this.base = base;
            this.items = items;
        }

        void run() {
            items.forEach(this::remember);
            conditionals.findExisting(reach, items);
            lookUpConditions();
            items.stream().filter(item -> item.type().equals("Patient")).forEach(this::place);
            items.stream().filter(item -> !item.type().equals("Patient")).forEach(this::place);
            List<Item> fresh =
                    items.stream().filter(item -> item.existing == null).toList();
            fresh.forEach(this::rewrite);
            checkTargets();
            List<Entry> written =
                    entries.fileAll(fresh.stream().map(this::filing).toList());
            for (int at = 0; at < written.size(); at++) {
                fresh.get(at).written = written.get(at);
            }
        }

        private void remember(Item item) {
            if (item.fullUrl != null && sent.put(item.fullUrl, item) != null) {
                throw FhirProblem.at("Bundle.entry[" + item.index + "]", 400, "duplicate", "fullUrl 重复。");
            }
            String id = item.resource.path("id").asString("");
            if (!id.isEmpty()) {
                sent.putIfAbsent(item.type() + "/" + id, item);
            }
        }

        void lookUpConditions() {
            Map<String, Integer> wanted = new LinkedHashMap<>();
            for (Item item : items) {
                item.references.stream()
                        .filter(References.Ref::conditional)
                        .forEach(reference -> wanted.putIfAbsent(reference.text(), item.index));
            }
            found = conditionals.lookUp(reach, wanted);
        }

        private void place(Item item) {
            if (item.existing == null) {
                item.id = entries.newId(shard(item));
            }
        }

        private long shard(Item item) {
            if (item.type().equals("Patient")) {
                return within(item, () -> links.person(reach, item.resource));
            }
            return person(item).orElse(reach.filer());
        }

        /** The first Patient that the resource's own patient element points to. */
        private Optional<Long> person(Item item) {
            SearchParameters known = SearchParameters.of(item.type());
            List<String> told = Stream.of("patient", "subject")
                    .flatMap(name -> known.find(name).stream())
                    .flatMap(parameter -> parameter.values(item.resource).stream())
                    .map(value -> value.path("reference").asString(""))
                    .toList();
            for (String reference : told) {
                Optional<Long> person = person(item, reference);
                if (person.isPresent()) {
                    return person;
                }
            }
            return Optional.empty();
        }

        private Optional<Long> person(Item item, String reference) {
            Item patient = sent.get(reference);
            if (patient != null) {
                return patient.type().equals("Patient")
                        ? Optional.of(people.resolve(patient.entryId().shard()))
                        : Optional.empty();
            }
            String resolved = found.getOrDefault(reference, reference);
            return References.local(resolved, base)
                    .filter(target -> target.type().equals("Patient"))
                    .map(target -> search.person(reach, target.id())
                            .orElseThrow(() -> unknown(item.index, "引用的 Patient 不存在。")));
        }

        private void rewrite(Item item) {
            for (References.Ref reference : item.references) {
                String text = reference.text();
                Item inside = sent.get(text);
                String condition = found.get(text);
                if (inside != null) {
                    reference.set(inside.reference());
                } else if (condition != null) {
                    reference.set(condition);
                } else if (text.startsWith("urn:")) {
                    throw unknown(item.index, "引用的条目不在本 Bundle 中。");
                } else {
                    outward(item, reference);
                }
            }
        }

        private void outward(Item item, References.Ref reference) {
            References.local(reference.text(), base).ifPresent(target -> {
                outward.putIfAbsent(target.toString(), item.index);
                if (reference.text().startsWith(base)) {
                    reference.set(reference.text().substring(base.length() + 1));
                }
            });
        }

        private void checkTargets() {
            knownTargets.firstUnknown(reach, outward.keySet()).ifPresent(target -> {
                throw unknown(outward.getOrDefault(target, 0), "引用的资源不存在。");
            });
        }

        private Filing filing(Item item) {
            return new Filing(item.entryId(), reach.filer(), item.resource, null);
        }
    }

    private static <T> T within(Item item, java.util.function.Supplier<T> work) {
        try {
            return work.get();
        } catch (FhirProblem problem) {
            throw problem.within("Bundle.entry[" + item.index + "]");
        }
    }

    private static FhirProblem unknown(int index, String text) {
        return FhirProblem.at("Bundle.entry[" + index + "]", 422, "not-found", text);
    }
}
