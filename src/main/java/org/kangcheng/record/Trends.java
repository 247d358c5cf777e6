package org.kangcheng.record;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.People;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/** 结果趋势: a person's numeric results of one kind over the years and institutions. */
@Component
public class Trends {
    private static final int MOST = 200;

    /**
     * @param name the part measured, where a result has several (systolic, diastolic); else the result's own
     * @param low lower bound of what is normal; null when the laboratory did not say
     */
    public record Point(
            EntryId id,
            long institutionId,
            Instant at,
            String name,
            BigDecimal value,
            String unit,
            @Nullable BigDecimal low,
            @Nullable BigDecimal high) {
        public boolean outside() {
            return (low != null && value.compareTo(low) < 0) || (high != null && value.compareTo(high) > 0);
        }
    }

    /** What there are results of. */
    public record Measure(String code, String title, long results, Instant newest) {}

    private final JdbcClient jdbc;
    private final People people;
    private final Bodies bodies;

    Trends(JdbcClient jdbc, People people, Bodies bodies) {
        this.jdbc = jdbc;
        this.people = people;
        this.bodies = bodies;
    }

    /** The last 200 results of a code (LOINC or local), oldest first. */
    public List<Point> of(long personKey, String code) {
        List<Point> points = new ArrayList<>();
        jdbc.sql("""
                select shard, entry_key, institution_id, effective_at, title, body from record.entry
                 where shard = any(?) and type = 'Observation' and code = ? and not deleted and effective_at is not null
                 order by effective_at desc limit ?
                """).params(keys(personKey), code, MOST).query(row -> {
            EntryId id = new EntryId(row.getLong("shard"), row.getLong("entry_key"));
            Instant at = row.getTimestamp("effective_at").toInstant();
            JsonNode resource = FhirJson.read(bodies.unpack(row.getBytes("body")));
            point(id, row.getLong("institution_id"), at, row.getString("title"), resource)
                    .ifPresent(points::add);
            for (JsonNode part : resource.path("component")) {
                String name = Concepts.words(part.path("code"));
                point(id, row.getLong("institution_id"), at, name, part).ifPresent(points::add);
            }
        });
        points.sort(Comparator.comparing(Point::at));
        return points;
    }

    private static Optional<Point> point(EntryId id, long institution, Instant at, String name, JsonNode measured) {
        JsonNode quantity = measured.path("valueQuantity");
        if (!quantity.path("value").isNumber()) {
            return Optional.empty();
        }
        JsonNode range = measured.path("referenceRange").path(0);
        String unit = quantity.path("unit").asString(quantity.path("code").asString(""));
        return Optional.of(new Point(
                id,
                institution,
                at,
                name,
                quantity.path("value").decimalValue(),
                unit,
                number(range.path("low").path("value")),
                number(range.path("high").path("value"))));
    }

    private static @Nullable BigDecimal number(JsonNode node) {
        return node.isNumber() ? node.decimalValue() : null;
    }

    /** The kinds of results that a person has with values in numbers, the newest first. */
    public List<Measure> measures(long personKey) {
        return jdbc.sql("""
                select code, max(title) as title, count(*) as results, max(effective_at) as newest from record.entry
                 where shard = any(?) and type = 'Observation' and code is not null and gist ~ '^[0-9]' and not deleted
                   and effective_at is not null
                 group by code order by newest desc, code
                """)
                .param(keys(personKey))
                .query((row, n) -> new Measure(
                        row.getString("code"),
                        row.getString("title"),
                        row.getLong("results"),
                        row.getTimestamp("newest").toInstant()))
                .list();
    }

    private long[] keys(long personKey) {
        return people.aliases(personKey).stream().mapToLong(Long::longValue).toArray();
    }
}
