package org.kangcheng.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.Ids;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.node.ObjectNode;

/**
 * The entries of the life-long record: filed, revised, marked as deleted, and read in any of their versions. Nothing is
 * ever overwritten. Who may read, and the log of readings, are the caller's care.
 */
@Component
public class Entries {
    private final EntryTable table;
    private final FilingTable filings;
    private final Summaries summaries;
    private final Bodies bodies;
    private final People people;
    private final Ids ids;
    private final Clock clock;
    private final DiagnosisNews diagnoses;
    private final VaccinationNews vaccinations;
    private final CareNews care;
    private final PressureNews pressures;

    Entries(
            EntryTable table,
            FilingTable filings,
            Summaries summaries,
            Bodies bodies,
            People people,
            Ids ids,
            Clock clock,
            DiagnosisNews diagnoses,
            VaccinationNews vaccinations,
            CareNews care,
            PressureNews pressures) {
        this.table = table;
        this.filings = filings;
        this.summaries = summaries;
        this.bodies = bodies;
        this.people = people;
        this.ids = ids;
        this.clock = clock;
        this.diagnoses = diagnoses;
        this.vaccinations = vaccinations;
        this.care = care;
        this.pressures = pressures;
    }

    /** An id for an entry to come, so that others of the same bundle can refer to it. */
    public EntryId newId(long shard) {
        return new EntryId(shard, ids.next());
    }

    /** Files what happened to a person. A retired key is resolved first; a repeated request key gives the same entry. */
    @Transactional
    public EntryId file(NewEntry entry) {
        long person = people.resolve(entry.personKey());
        if (entry.requestKey() != null) {
            Optional<EntryId> known = table.byRequest(person, entry.requestKey());
            if (known.isPresent()) {
                return known.get();
            }
        }
        EntryId id = newId(person);
        ObjectNode resource = FhirJson.read(entry.resource().getBytes(UTF_8));
        Summary summary = told(summaries.of(entry.type(), resource), entry);
        write(List.of(new Draft(new Filing(id, entry.institutionId(), resource, entry.requestKey()), summary)));
        return id;
    }

    /** What the filer says about the entry goes before what is read out of the resource. */
    private static Summary told(Summary read, NewEntry entry) {
        return new Summary(
                read.kind(),
                entry.code(),
                entry.title(),
                read.gist(),
                entry.category(),
                entry.status(),
                new Span(
                        entry.effectiveAt(),
                        read.when() == null ? entry.effectiveAt() : read.when().to()),
                entry.encounterKey() == null ? read.encounterKey() : entry.encounterKey(),
                read.tokens(),
                read.entries());
    }

    /**
     * Files many resources at once, in the caller's transaction. Shards are already resolved. What was filed before under
     * the same request key is left out.
     */
    @Transactional
    public List<Entry> fileAll(Collection<Filing> all) {
        List<Draft> drafts = new ArrayList<>(all.size());
        for (Filing filing : all) {
            String key = filing.requestKey();
            if (key != null && table.byRequest(filing.id().shard(), key).isPresent()) {
                continue;
            }
            drafts.add(new Draft(filing, summaries.of(filing.type(), filing.resource())));
        }
        return write(drafts);
    }

    private record Draft(Filing filing, Summary summary) {}

    private List<Entry> write(List<Draft> drafts) {
        Instant now = now();
        List<EntryTable.Row> rows = new ArrayList<>(drafts.size());
        List<Entry> entries = new ArrayList<>(drafts.size());
        try (Bodies.Packer packer = bodies.packer()) {
            for (Draft draft : drafts) {
                Filing filing = draft.filing;
                byte[] json = stamped(filing.resource(), filing.id(), 1, now);
                EntryTable.Row row = new EntryTable.Row(
                        filing.id(),
                        filing.institutionId(),
                        filing.type(),
                        1,
                        filing.id().entryKey(),
                        now,
                        draft.summary.since(now),
                        filing.requestKey(),
                        packer.pack(filing.type(), json));
                rows.add(row);
                diagnoses.filed(row.id(), row.type(), filing.resource(), draft.summary, now);
                vaccinations.filed(row.id(), row.institutionId(), filing.resource());
                care.filed(row.id(), row.institutionId(), filing.resource(), now);
                pressures.filed(row.id(), row.institutionId(), filing.resource(), draft.summary, now);
                entries.add(entry(row, json, false));
            }
        }
        table.insert(rows);
        filings.insert(rows);
        filings.addFilers(
                new TreeSet<>(rows.stream().map(EntryTable.Row::institutionId).toList()));
        return entries;
    }

    private static Entry entry(EntryTable.Row row, byte[] json, boolean deleted) {
        Span when = row.summary().when();
        return new Entry(
                row.id(),
                row.institutionId(),
                row.type(),
                row.version(),
                when == null ? null : when.from(),
                row.recordedAt(),
                row.changeKey(),
                deleted,
                json);
    }

    /** Sets the resource's id, version and time; everything else stays as it was received. */
    private static byte[] stamped(ObjectNode resource, EntryId id, int version, Instant at) {
        resource.put("id", id.toString());
        ObjectNode meta = resource.withObjectProperty("meta");
        meta.put("versionId", Integer.toString(version));
        meta.put("lastUpdated", at.toString());
        return FhirJson.write(resource);
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * Puts a new version over {@code before}, which must be the newest; empty when somebody was faster.
     *
     * @param resource of the same type
     */
    @Transactional
    public Optional<Entry> revise(Entry before, ObjectNode resource) {
        return succeed(before, resource, false);
    }

    /** Marks an entry as deleted; its versions stay. Empty when somebody was faster. */
    @Transactional
    public Optional<Entry> remove(Entry before) {
        return succeed(before, FhirJson.read(before.json()), true);
    }

    private Optional<Entry> succeed(Entry before, ObjectNode resource, boolean deleted) {
        if (!table.keepVersion(before.id(), before.version())) {
            return Optional.empty();
        }
        ObjectNode resourceBefore = FhirJson.read(before.json());
        Summary old = summaries.of(before.type(), resourceBefore);
        Instant now = now();
        Summary summary =
                summaries.of(before.type(), resource).since(before.effectiveAt() == null ? now : before.effectiveAt());
        byte[] json = stamped(resource, before.id(), before.version() + 1, now);
        EntryTable.Row row = successor(before, summary, now, json);
        table.replace(row, deleted);
        filings.remove(before.institutionId(), before.type(), before.changeKey(), old.entries());
        if (!deleted) {
            filings.insert(List.of(row));
        }
        diagnoses.revised(before, old, deleted ? null : resource, summary, resourceBefore, now);
        vaccinations.revised(before, deleted ? null : resource);
        care.revised(before, resourceBefore, deleted ? null : resource, now);
        pressures.revised(before, old, resourceBefore, deleted ? null : resource, summary, now);
        return Optional.of(entry(row, json, deleted));
    }

    private EntryTable.Row successor(Entry before, Summary summary, Instant now, byte[] json) {
        try (Bodies.Packer packer = bodies.packer()) {
            return new EntryTable.Row(
                    before.id(),
                    before.institutionId(),
                    before.type(),
                    before.version() + 1,
                    ids.next(),
                    now,
                    summary,
                    null,
                    packer.pack(before.type(), json));
        }
    }

    /** The newest version, deleted or not. */
    public Optional<Entry> read(EntryId id) {
        return table.find(id);
    }

    /** The newest versions of many, in no order; what is not there is left out. */
    public List<Entry> readAll(Collection<EntryId> wanted) {
        return wanted.isEmpty() ? List.of() : table.find(wanted);
    }

    /** All versions, newest first; empty when there is no such entry. */
    public List<Entry> history(EntryId id) {
        List<Entry> versions = new ArrayList<>();
        table.find(id).ifPresent(newest -> {
            versions.add(newest);
            versions.addAll(table.versions(id));
        });
        return versions;
    }
}
