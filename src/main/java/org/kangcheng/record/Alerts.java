package org.kangcheng.record;

import java.util.List;
import org.kangcheng.identity.People;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** 警示: what a doctor must see before anything else: allergies that are not refuted, and severe problems that are active. */
@Component
public class Alerts {
    public enum Level {
        /** 危险: a high-criticality allergy. */
        DANGER,
        WARNING
    }

    /** @param text in the filer's words: what it is, and what it did */
    public record Alert(EntryId id, long institutionId, Level level, Kind kind, String text) {}

    private record Row(
            long shard, long entryKey, long institutionId, String kind, String title, String gist, byte[] body) {}

    private final JdbcClient jdbc;
    private final People people;
    private final Bodies bodies;

    Alerts(JdbcClient jdbc, People people, Bodies bodies) {
        this.jdbc = jdbc;
        this.people = people;
        this.bodies = bodies;
    }

    public List<Alert> of(long personKey) {
        return jdbc
                .sql("""
                select shard, entry_key, institution_id, kind, title, gist, body from record.entry
                 where shard = any(?) and type in ('AllergyIntolerance', 'Condition') and not deleted
                   and coalesce(status, 'active') in ('active', 'recurrence', 'relapse')
                 order by type, effective_at desc
                """)
                .param(people.aliases(personKey).stream()
                        .mapToLong(Long::longValue)
                        .toArray())
                .query(Row.class)
                .list()
                .stream()
                .flatMap(row -> alert(row).stream())
                .toList();
    }

    private List<Alert> alert(Row row) {
        JsonNode resource = FhirJson.read(bodies.unpack(row.body));
        String certainty = String.valueOf(Concepts.code(resource.path("verificationStatus")));
        boolean refuted = certainty.equals("refuted") || certainty.equals("entered-in-error");
        boolean allergy = row.kind.equals(Kind.ALLERGY.name());
        if (refuted || !(allergy || severe(resource))) {
            return List.of();
        }
        boolean danger = resource.path("criticality").asString("").equals("high");
        String text = row.gist.isEmpty() ? row.title : row.title + ":" + row.gist;
        return List.of(new Alert(
                new EntryId(row.shard, row.entryKey),
                row.institutionId,
                danger ? Level.DANGER : Level.WARNING,
                Kind.valueOf(row.kind),
                text));
    }

    /** SNOMED CT 24484000 severe, or the word itself where a system has no codes. */
    private static boolean severe(JsonNode condition) {
        JsonNode severity = condition.path("severity");
        String code = String.valueOf(Concepts.code(severity));
        return code.equals("24484000")
                || code.equals("severe")
                || Concepts.words(severity).contains("重");
    }
}
