package org.kangcheng.record;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.Slice;
import org.kangcheng.record.Criteria.Order;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Finds entries: among a person's, which are few and lie together; or among all that institutions filed, through lists
 * that are entered by a value and read in order, never scanned.
 */
@Component
public class EntrySearch {
    /** So many filings are looked at for one page; a page may be short when what is asked is rare among them. */
    private static final int MOST_EXAMINED = 10_000;

    private static final int CHUNK = 500;

    /** Beyond this, filings are not counted on demand. */
    private static final int MOST_COUNTED = 100_000;

    private static final String DATE = "coalesce(e.effective_at, timestamptz '1800-01-01Z')";

    private static final String MATCHING = """
             from record.entry e
             join unnest(?::bigint[], ?::bigint[]) k(shard, entry_key) using (shard, entry_key)
            where\s""";

    private final JdbcClient jdbc;
    private final EntryTable table;
    private final FilingTable filings;

    EntrySearch(JdbcClient jdbc, EntryTable table, FilingTable filings) {
        this.jdbc = jdbc;
        this.table = table;
        this.filings = filings;
    }

    /**
     * Whose entries are searched.
     *
     * @param shards a person's keys (or several people's); an institution's for what belongs to no person
     * @param institutionId only what this institution filed; null for everybody's
     */
    public record Within(Collection<Long> shards, @Nullable Long institutionId) {}

    /** @param after where the slice before ended; throws {@link IllegalArgumentException} when it is no such place */
    public Slice<Entry> among(Within within, Criteria criteria, @Nullable String after, int limit) {
        SearchPlace place = SearchPlace.parse(after, criteria.descending());
        Conditions conditions = new Conditions(criteria);
        boolean byDate = criteria.order() == Order.DATE;
        String order = byDate ? DATE + " %1$s, e.change_key %1$s" : "e.change_key %1$s";
        String sorted = order.formatted(criteria.descending() ? "desc" : "asc");
        String beyond = "(" + (byDate ? DATE : "0") + ", e.change_key) " + (criteria.descending() ? "<" : ">");
        List<Entry> rows = jdbc.sql("select " + EntryTable.COLUMNS
                        + """
                  from unnest(?::bigint[]) k(shard) cross join lateral (
                    select * from record.entry e
                     where e.shard = k.shard and (?::bigint is null or e.institution_id = ?) and %s and %s (%s, ?)
                     order by %s limit ?) e
                 order by %s limit ?
                """.formatted(conditions.sql(), beyond, byDate ? "?" : "0", sorted, sorted))
                .param(longs(within.shards()))
                .params(within.institutionId(), within.institutionId())
                .params(conditions.arguments())
                .params(byDate ? List.of(place.timestamp(), place.changeKey()) : List.of(place.changeKey()))
                .params(limit + 1, limit + 1)
                .query((row, n) -> table.entry(row))
                .list();
        return Slice.of(rows, limit, row -> SearchPlace.of(row).toString());
    }

    public long count(Within within, Criteria criteria) {
        Conditions conditions = new Conditions(criteria);
        return jdbc.sql("""
                select count(*) from record.entry e
                 where e.shard = any(?) and (?::bigint is null or e.institution_id = ?) and %s
                """.formatted(conditions.sql()))
                .param(longs(within.shards()))
                .params(within.institutionId(), within.institutionId())
                .params(conditions.arguments())
                .query(Long.class)
                .single();
    }

    /** Everybody who has filed anything. */
    public List<Long> filers() {
        return filings.filers();
    }

    /** What these institutions filed. A slice may hold fewer than {@code limit} and still have a next. */
    public Slice<Entry> filedBy(List<Long> institutions, Criteria criteria, @Nullable String after, int limit) {
        SearchPlace place = SearchPlace.parse(after, criteria.descending());
        List<Entry> found = new ArrayList<>();
        for (int examined = 0; examined < MOST_EXAMINED; examined += CHUNK) {
            List<FilingTable.Place> places = filings.page(institutions, criteria, place, CHUNK);
            Map<EntryId, Entry> matching = matching(ids(places), criteria);
            for (FilingTable.Place candidate : places) {
                Entry entry = matching.remove(candidate.id());
                if (entry != null && found.size() == limit) {
                    return new Slice<>(found, place.toString());
                }
                if (entry != null) {
                    found.add(entry);
                }
                place = candidate.place();
            }
            if (places.size() < CHUNK) {
                return new Slice<>(found, null);
            }
        }
        return new Slice<>(found, place.toString());
    }

    /** Empty when there are more than can be counted on demand. */
    public OptionalLong countFiledBy(List<Long> institutions, Criteria criteria) {
        SearchPlace place = SearchPlace.start(criteria.descending());
        long count = 0;
        for (int examined = 0; examined < MOST_COUNTED; examined += MOST_EXAMINED) {
            List<FilingTable.Place> places = filings.page(institutions, criteria, place, MOST_EXAMINED);
            count += matchingIds(ids(places), criteria);
            if (places.size() < MOST_EXAMINED) {
                return OptionalLong.of(count);
            }
            place = places.getLast().place();
        }
        return OptionalLong.empty();
    }

    private static Set<EntryId> ids(List<FilingTable.Place> places) {
        Set<EntryId> ids = new LinkedHashSet<>();
        places.forEach(place -> ids.add(place.id()));
        return ids;
    }

    /** Those of {@code ids} that are of the type, not deleted, and fulfil the conditions; in no order. */
    public List<Entry> narrow(Collection<EntryId> ids, Criteria criteria) {
        return ids.isEmpty() ? List.of() : List.copyOf(matching(ids, criteria).values());
    }

    /**
     * All that is known of people, by key, type after type as it was filed.
     *
     * @param types empty for all
     * @param since only what was changed since; null for all
     */
    public Slice<Entry> everything(
            Within within, Collection<String> types, @Nullable Instant since, @Nullable EntryId after, int limit) {
        EntryId from = after == null ? new EntryId(-1, -1) : after;
        List<Entry> rows = jdbc.sql("select " + EntryTable.COLUMNS + """
                  from record.entry e
                 where e.shard = any(?) and (?::bigint is null or e.institution_id = ?) and not e.deleted
                   and (?::text[] = '{}' or e.type = any(?)) and e.recorded_at >= ?
                   and (e.shard, e.entry_key) > (?, ?)
                 order by e.shard, e.entry_key limit ?
                """)
                .param(longs(within.shards()))
                .params(within.institutionId(), within.institutionId())
                .params(types.toArray(String[]::new), types.toArray(String[]::new))
                .params(Timestamp.from(since == null ? Instant.EPOCH : since), from.shard(), from.entryKey())
                .param(limit == Integer.MAX_VALUE ? limit : limit + 1)
                .query((row, n) -> table.entry(row))
                .list();
        return Slice.of(rows, limit, row -> row.id().toString());
    }

    private Map<EntryId, Entry> matching(Collection<EntryId> ids, Criteria criteria) {
        Map<EntryId, Entry> found = new HashMap<>();
        Conditions conditions = new Conditions(criteria);
        jdbc.sql("select " + EntryTable.COLUMNS + MATCHING + conditions.sql())
                .params(shards(ids), keys(ids))
                .params(conditions.arguments())
                .query((row, n) -> table.entry(row))
                .list()
                .forEach(entry -> found.put(entry.id(), entry));
        return found;
    }

    private long matchingIds(Collection<EntryId> ids, Criteria criteria) {
        Conditions conditions = new Conditions(criteria);
        return jdbc.sql("select count(*)" + MATCHING + conditions.sql())
                .params(shards(ids), keys(ids))
                .params(conditions.arguments())
                .query(Long.class)
                .single();
    }

    private static long[] longs(Collection<Long> keys) {
        return keys.stream().mapToLong(Long::longValue).toArray();
    }

    private static long[] shards(Collection<EntryId> ids) {
        return ids.stream().mapToLong(EntryId::shard).toArray();
    }

    private static long[] keys(Collection<EntryId> ids) {
        return ids.stream().mapToLong(EntryId::entryKey).toArray();
    }
}
