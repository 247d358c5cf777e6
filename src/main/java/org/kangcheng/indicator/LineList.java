package org.kangcheng.indicator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Purpose;
import org.kangcheng.access.Readings;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.kangcheng.kernel.Masks;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.sheet.SheetWriter;
import org.kangcheng.tally.Feed;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * 名单导出: every row behind a feed, of a village or of the whole city, row by row to a file. Whom it names is kept in the log
 * first, as one entry with the digest of the set; then no row of anybody else goes out. Eight bytes a person are all that is
 * held in memory.
 */
@Component
class LineList {
    static final List<String> COLUMNS = List.of("编号", "姓名", "居住地", "机构", "人员、团队", "日期", "计");
    private static final int AT_ONCE = 2_000;

    /** Keys as they come, without a box around each. */
    private static final class Keys {
        private long[] all = new long[1024];
        private int size;

        void add(long key) {
            if (size == all.length) {
                all = Arrays.copyOf(all, size * 2);
            }
            all[size++] = key;
        }

        long[] sortedOnce() {
            return Arrays.stream(all, 0, size).sorted().distinct().toArray();
        }
    }

    private final NamedParameterJdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final InstitutionPlaces institutions;
    private final Areas areas;
    private final Readings log;

    LineList(
            DataSource database,
            PlatformTransactionManager transactions,
            InstitutionPlaces institutions,
            Areas areas,
            Readings log) {
        JdbcTemplate streaming = new JdbcTemplate(database);
        streaming.setFetchSize(AT_ONCE);
        this.jdbc = new NamedParameterJdbcTemplate(streaming);
        this.transaction = new TransactionTemplate(transactions);
        this.institutions = institutions;
        this.areas = areas;
        this.log = log;
    }

    /** @return how many rows */
    long write(Actor actor, String what, Feed feed, Place place, LocalDate first, LocalDate last, SheetWriter out) {
        MapSqlParameterSource parameters = Rows.parameters(place, first, last, institutions);
        long[] disclosed = disclose(actor, what, feed, place, parameters);
        Map<String, String> areaNames = new HashMap<>();
        for (Area area : areas.all()) {
            areaNames.put(area.code(), area.name());
        }
        Map<Long, InstitutionPlaces.At> known = institutions.byId();
        long[] rows = {0};
        transaction.executeWithoutResult(_ -> jdbc.query(
                "select r.*, p.name from (select * from (" + feed.rows() + ") r where " + Rows.where(feed, place)
                        + ") r left join identity_pub.person p using (person_key)",
                parameters,
                (RowCallbackHandler) row -> {
                    long key = row.getLong("person_key");
                    boolean person = !row.wasNull();
                    if (person && Arrays.binarySearch(disclosed, key) < 0) {
                        return;
                    }
                    long institution = row.getLong("institution_id");
                    InstitutionPlaces.At at = row.wasNull() ? null : known.get(institution);
                    String name = row.getString("name");
                    LocalDate day = row.getObject("day", LocalDate.class);
                    row(
                            out,
                            List.of(
                                    person ? PublicId.encode(key) : row.getString("item"),
                                    name == null ? "" : Masks.name(name),
                                    areaNames.getOrDefault(
                                            Objects.requireNonNullElse(row.getString("area_code"), ""), ""),
                                    at == null ? "" : at.name(),
                                    Objects.requireNonNullElse(row.getString("worker"), ""),
                                    day == null ? "" : day.toString(),
                                    Long.toString(row.getLong("n"))));
                    rows[0]++;
                }));
        return rows[0];
    }

    private long[] disclose(Actor actor, String what, Feed feed, Place place, MapSqlParameterSource parameters) {
        return Objects.requireNonNull(transaction.execute(_ -> {
            Keys keys = new Keys();
            jdbc.query(
                    "select person_key from (" + feed.rows() + ") r where person_key is not null and "
                            + Rows.where(feed, place),
                    parameters,
                    (RowCallbackHandler) row -> keys.add(row.getLong(1)));
            long[] sorted = keys.sortedOnce();
            if (sorted.length > 0) {
                log.logDisclosure(actor, sorted, what, Purpose.PUBLIC_HEALTH);
            }
            return sorted;
        }));
    }

    private static void row(SheetWriter out, List<String> cells) {
        try {
            out.row(cells);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
