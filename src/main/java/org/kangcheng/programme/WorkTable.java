package org.kangcheng.programme;

import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.kangcheng.kernel.PublicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The lists of a village: who is due, late, served, excluded. */
@Component
class WorkTable {
    record Row(
            String areaCode,
            int serviceNo,
            long personKey,
            LocalDate opensOn,
            LocalDate dueOn,
            @Nullable String excluded) {
        Standing standing(LocalDate today) {
            return Standing.of(opensOn, dueOn, excluded != null, today);
        }
    }

    private static final String COLUMNS =
            "select area_code, service_no, person_key, opens_on, due_on, excluded from programme.work ";

    private final JdbcClient jdbc;

    WorkTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of one service in one village, by what is most urgent; from the row after {@code after} on. */
    List<Row> list(
            String village, int serviceNo, Standing standing, LocalDate today, @Nullable Cursor after, int most) {
        return rows("service_no = " + serviceNo + " and " + condition(standing), village, today, after, most);
    }

    /** The same of a service whose programme is over, as it stood on its last day. */
    List<Row> ended(
            String village,
            int serviceNo,
            int version,
            Standing standing,
            LocalDate lastDay,
            @Nullable Cursor after,
            int most) {
        String condition = "service_no = %d and version = %d and %s".formatted(serviceNo, version, condition(standing));
        return rows(
                COLUMNS.replace("programme.work", "programme.ended_work"), condition, village, lastDay, after, most);
    }

    /** Everybody of one service in one village, by key. */
    List<Long> people(String village, int serviceNo) {
        return jdbc.sql("select person_key from programme.work where area_code = ? and service_no = ? order by 1")
                .params(village, serviceNo)
                .query(Long.class)
                .list();
    }

    /** Those of any of some services in one village, each once, by key; from {@code after} on. */
    List<Long> people(String village, Collection<Integer> services, long after, int most) {
        return jdbc.sql("""
                select distinct person_key from programme.work
                 where area_code = :village and service_no in (:services) and person_key > :after
                 order by person_key limit :most
                """)
                .param("village", village)
                .param("services", services)
                .param("after", after)
                .param("most", most)
                .query(Long.class)
                .list();
    }

    /** What is to be done in a village now: late first, then by the day it is due. */
    List<Row> today(String village, LocalDate today, @Nullable Cursor after, int most) {
        return rows(
                "excluded is null and opens_on <= :today and service_no not in"
                        + " (select service_no from programme.service where by_itself)",
                village,
                today,
                after,
                most);
    }

    /** All that can be done in a village by {@code day}, by person. */
    List<Row> openBy(String village, LocalDate day) {
        return jdbc.sql(COLUMNS + """
                where area_code = ? and excluded is null and opens_on <= ?
                  and service_no not in (select service_no from programme.service where by_itself)
                order by person_key, service_no
                """).params(village, day).query(Row.class).list();
    }

    private List<Row> rows(String condition, String village, LocalDate today, @Nullable Cursor after, int most) {
        return rows(COLUMNS, condition, village, today, after, most);
    }

    private List<Row> rows(
            String columns, String condition, String village, LocalDate today, @Nullable Cursor after, int most) {
        Cursor from = after == null ? Cursor.START : after;
        return jdbc.sql(columns + """
                where area_code = :village and %s
                  and (due_on, person_key, service_no) > (:day::date, :key, :from)
                order by due_on, person_key, service_no limit :most
                """.formatted(condition))
                .param("village", village)
                .param("today", today)
                .param("day", from.day())
                .param("key", from.personKey())
                .param("from", from.serviceNo())
                .param("most", most)
                .query(Row.class)
                .list();
    }

    /** Where a list goes on. */
    record Cursor(LocalDate day, long personKey, int serviceNo) {
        static final Cursor START = new Cursor(LocalDate.EPOCH, 0, 0);

        private static final Pattern TEXT = Pattern.compile("(\\d{1,7})_([0-9A-HJKMNP-TV-Z]{13})_(\\d{1,5})");

        /** Null for what is no cursor: the list begins anew. */
        static @Nullable Cursor parse(@Nullable String text) {
            Matcher parts = TEXT.matcher(text == null ? "" : text);
            return parts.matches()
                    ? PublicId.decode(parts.group(2))
                            .map(key -> new Cursor(
                                    LocalDate.ofEpochDay(Long.parseLong(parts.group(1))),
                                    key,
                                    Integer.parseInt(parts.group(3))))
                            .orElse(null)
                    : null;
        }

        static Cursor at(Row row) {
            return new Cursor(row.dueOn, row.personKey, row.serviceNo);
        }

        static String of(Row row) {
            return row.dueOn.toEpochDay() + "_" + PublicId.encode(row.personKey) + "_" + row.serviceNo;
        }
    }

    private static String condition(Standing standing) {
        return switch (standing) {
            case EXCLUDED -> "excluded is not null and :today::date is not null";
            case SERVED -> "excluded is null and opens_on > :today";
            case DUE -> "excluded is null and opens_on <= :today and due_on >= :today";
            case LATE -> "excluded is null and due_on < :today";
        };
    }
}
