package org.kangcheng.record;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.Slice;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** 时间轴: a person's record over all institutions and all keys the person ever had, newest first. */
@Component
public class Timeline {
    /**
     * @param kinds empty for all
     * @param encounterKey only what belongs to this visit
     */
    public record Filter(Set<Kind> kinds, @Nullable Long encounterKey) {
        public static final Filter ALL = new Filter(Set.of(), null);

        public static Filter of(Kind kind) {
            return new Filter(Set.of(kind), null);
        }
    }

    private final JdbcClient jdbc;
    private final People people;

    Timeline(JdbcClient jdbc, People people) {
        this.jdbc = jdbc;
        this.people = people;
    }

    /** @param after the cursor of the slice before; null for the newest */
    public Slice<TimelineEntry> of(long personKey, Filter filter, @Nullable String after, int limit) {
        Cursor from = Cursor.parse(after);
        Set<Kind> kinds = filter.kinds().isEmpty() ? EnumSet.allOf(Kind.class) : filter.kinds();
        // Each key gives its own newest rows from the index; the few that come are merged.
        List<TimelineEntry> rows = jdbc.sql("""
                select e.* from unnest(?::bigint[]) k(shard) cross join lateral (
                    select shard, entry_key, institution_id, type, kind, code, title, gist, category, status,
                           effective_at, encounter_key
                      from record.entry
                     where shard = k.shard and kind = any(?) and not deleted
                       and (effective_at, entry_key) < (?, ?)
                       and (?::bigint is null or encounter_key = ? or entry_key = ?)
                     order by effective_at desc, entry_key desc
                     limit ?) e
                 order by e.effective_at desc, e.entry_key desc
                 limit ?
                """)
                .param(people.aliases(personKey).stream()
                        .mapToLong(Long::longValue)
                        .toArray())
                .param(kinds.stream().map(Kind::name).toArray(String[]::new))
                .params(Timestamp.from(from.at()), from.key())
                .params(filter.encounterKey(), filter.encounterKey(), filter.encounterKey())
                .params(limit + 1, limit + 1)
                .query((row, n) -> entry(row))
                .list();
        return Slice.of(rows, limit, row -> new Cursor(row.at(), row.id().entryKey()).toString());
    }

    private record Cursor(Instant at, long key) {
        static Cursor parse(@Nullable String text) {
            if (text == null) {
                return new Cursor(Span.OPEN, Long.MAX_VALUE);
            }
            int dot = text.indexOf('.');
            return new Cursor(
                    Instant.ofEpochMilli(Long.parseLong(text, 0, dot, 10)),
                    Long.parseLong(text, dot + 1, text.length(), 10));
        }

        @Override
        public String toString() {
            return at.toEpochMilli() + "." + key;
        }
    }

    private static TimelineEntry entry(ResultSet row) throws SQLException {
        return new TimelineEntry(
                new EntryId(row.getLong("shard"), row.getLong("entry_key")),
                row.getLong("institution_id"),
                row.getString("type"),
                Kind.valueOf(row.getString("kind")),
                row.getString("code"),
                row.getString("title"),
                row.getString("gist"),
                row.getString("category"),
                row.getString("status"),
                row.getTimestamp("effective_at").toInstant(),
                row.getObject("encounter_key", Long.class));
    }
}
