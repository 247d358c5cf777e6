package org.kangcheng.record;

import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** {@code record.filing}: what an institution filed, by what it may be looked for without naming a person. */
@Component
class FilingTable {
    private record Line(EntryTable.Row row, long token) {}

    private final JdbcTemplate batch;
    private final JdbcClient jdbc;

    FilingTable(JdbcTemplate batch, JdbcClient jdbc) {
        this.batch = batch;
        this.jdbc = jdbc;
    }

    void insert(Collection<EntryTable.Row> rows) {
        List<Line> lines = new ArrayList<>();
        for (EntryTable.Row row : rows) {
            Arrays.stream(row.summary().entries()).forEach(token -> lines.add(new Line(row, token)));
        }
        batch.batchUpdate("""
                insert into record.filing (institution_id, token, change_key, shard, entry_key, effective_at, type)
                values (?, ?, ?, ?, ?, ?, ?)
                """, lines, 1024, (statement, line) -> {
            EntryTable.Row row = line.row;
            Timestamp at = line.token == Tokens.EVERY ? at(row.summary().when()) : null;
            statement.setLong(1, row.institutionId());
            statement.setLong(2, line.token);
            statement.setLong(3, row.changeKey());
            statement.setLong(4, row.id().shard());
            statement.setLong(5, row.id().entryKey());
            statement.setTimestamp(6, at);
            statement.setString(7, row.type());
        });
    }

    /** What has no date stands before everything else. */
    private static Timestamp at(@Nullable Span when) {
        return Timestamp.from(when == null ? Span.START : when.from());
    }

    void remove(long institutionId, String type, long changeKey, long[] tokens) {
        jdbc.sql(
                        "delete from record.filing where institution_id = ? and type = ? and token = any(?) and change_key = ?")
                .params(institutionId, type, tokens, changeKey)
                .update();
    }

    void addFilers(Collection<Long> institutionIds) {
        for (long institution : institutionIds) {
            jdbc.sql("insert into record.filer (institution_id) values (?) on conflict do nothing")
                    .param(institution)
                    .update();
        }
    }

    List<Long> filers() {
        return jdbc.sql("select institution_id from record.filer order by institution_id")
                .query(Long.class)
                .list();
    }

    /** By institution and day; when an entry was first filed its key tells (kernel.Ids). */
    List<FiledVisits.Day> visits(LocalDate first, LocalDate last) {
        return jdbc.sql("""
                select w.institution_id, v.day, count(*)::int as filed, (count(*) filter (where v.filed_on > v.day + 1))::int as late
                  from record.filer w
                 cross join lateral (
                    select (f.effective_at at time zone 'Asia/Shanghai')::date as day,
                           (to_timestamp(((f.entry_key >> 22) + 1577836800000) / 1000.0) at time zone 'Asia/Shanghai')::date
                               as filed_on
                      from record.filing f
                     where f.institution_id = w.institution_id and f.type = 'Encounter' and f.token = 0
                       and f.effective_at >= cast(:first as date)::timestamp at time zone 'Asia/Shanghai'
                       and f.effective_at < (cast(:last as date) + 1)::timestamp at time zone 'Asia/Shanghai') v
                 group by 1, 2
                """)
                .param("first", first)
                .param("last", last)
                .query(FiledVisits.Day.class)
                .list();
    }

    /** @param place where this entry stands in the list that was read */
    record Place(EntryId id, SearchPlace place) {}

    /**
     * The next places of these institutions' lists, merged in order. One entry may come twice when alternatives were
     * asked for.
     */
    List<Place> page(List<Long> institutions, Criteria criteria, SearchPlace after, int limit) {
        return criteria.order() == Criteria.Order.DATE
                ? byDate(institutions, criteria, after, limit)
                : byChange(institutions, criteria, after, limit);
    }

    private List<Place> byChange(List<Long> institutions, Criteria criteria, SearchPlace after, int limit) {
        Criteria.HasToken entrance = criteria.entrance();
        String compare = criteria.descending() ? "<" : ">";
        String order = criteria.descending() ? "desc" : "asc";
        return jdbc.sql("""
                select f.* from unnest(?::bigint[]) i(institution_id) cross join unnest(?::bigint[]) t(token)
                  cross join lateral (
                    select shard, entry_key, change_key from record.filing f
                     where f.institution_id = i.institution_id and f.type = ? and f.token = t.token
                       and f.change_key %s ?
                     order by f.change_key %s limit ?) f
                 order by f.change_key %s limit ?
                """.formatted(compare, order, order))
                .params(keys(institutions), entrance == null ? new long[] {Tokens.EVERY} : entrance.entries())
                .params(criteria.type(), after.changeKey(), limit, limit)
                .query((row, n) -> new Place(
                        new EntryId(row.getLong("shard"), row.getLong("entry_key")),
                        new SearchPlace(Span.START, row.getLong("change_key"))))
                .list();
    }

    private List<Place> byDate(List<Long> institutions, Criteria criteria, SearchPlace after, int limit) {
        String compare = criteria.descending() ? "<" : ">";
        String order = criteria.descending() ? "desc" : "asc";
        return jdbc.sql("""
                select f.* from unnest(?::bigint[]) i(institution_id) cross join lateral (
                    select shard, entry_key, effective_at, change_key from record.filing f
                     where f.institution_id = i.institution_id and f.type = ? and f.token = 0
                       and (f.effective_at, f.change_key) %s (?, ?)
                     order by f.effective_at %s, f.change_key %s limit ?) f
                 order by f.effective_at %s, f.change_key %s limit ?
                """.formatted(compare, order, order, order, order))
                .params(keys(institutions), criteria.type(), after.timestamp(), after.changeKey(), limit, limit)
                .query((row, n) -> new Place(
                        new EntryId(row.getLong("shard"), row.getLong("entry_key")),
                        new SearchPlace(row.getTimestamp("effective_at").toInstant(), row.getLong("change_key"))))
                .list();
    }

    private static long[] keys(List<Long> institutions) {
        return institutions.stream().mapToLong(Long::longValue).toArray();
    }
}
