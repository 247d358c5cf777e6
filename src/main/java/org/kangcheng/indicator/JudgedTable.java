package org.kangcheng.indicator;

import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.kangcheng.record.FiledVisits;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What was found of the days of institutions: of their data, and of the visits that they filed. */
@Component
class JudgedTable {
    enum Verdict {
        SOUND("正常"),
        /** There was nothing when the day was over, and there is now. */
        LATE("迟报"),
        MISSING("断数"),
        RISE("突增"),
        FALL("突降"),
        SAME("连续相同");

        private final String label;

        Verdict(String label) {
            this.label = label;
        }

        String label() {
            return label;
        }
    }

    record Filed(long institutionId, LocalDate day) {
        static Filed of(FiledVisits.Day row) {
            return new Filed(row.institutionId(), row.day());
        }
    }

    record Judged(long institutionId, LocalDate day, String series) {}

    private record Row(long institutionId, LocalDate day, String series, Verdict verdict) {}

    private final JdbcClient jdbc;

    JudgedTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The last day that was judged. */
    Optional<LocalDate> last() {
        return jdbc.sql("select day from indicator.judged_day order by day desc limit 1")
                .query(LocalDate.class)
                .optional();
    }

    Map<Judged, Verdict> since(LocalDate first) {
        Map<Judged, Verdict> since = new HashMap<>();
        jdbc.sql("select institution_id, day, series, verdict from indicator.judged_day where day >= ?")
                .param(first)
                .query(Row.class)
                .list()
                .forEach(row -> since.put(new Judged(row.institutionId, row.day, row.series), row.verdict));
        return since;
    }

    /** What was noted of filed visits, by institution and day. */
    Map<Filed, FiledVisits.Day> filedSince(LocalDate first) {
        Map<Filed, FiledVisits.Day> since = new HashMap<>();
        jdbc.sql("select institution_id, day, filed, late from indicator.filed_day where day >= ?")
                .param(first)
                .query(FiledVisits.Day.class)
                .list()
                .forEach(row -> since.put(Filed.of(row), row));
        return since;
    }

    void save(Collection<FiledVisits.Day> days) {
        jdbc.sql("""
                insert into indicator.filed_day (institution_id, day, filed, late)
                select * from unnest(?::bigint[], ?::date[], ?::int[], ?::int[])
                on conflict (institution_id, day) do update set filed = excluded.filed, late = excluded.late
                """)
                .params(
                        days.stream().map(FiledVisits.Day::institutionId).toArray(Long[]::new),
                        days.stream().map(it -> it.day().toString()).toArray(String[]::new),
                        days.stream().map(FiledVisits.Day::filed).toArray(Integer[]::new),
                        days.stream().map(FiledVisits.Day::late).toArray(Integer[]::new))
                .update();
    }

    /** All that were filed of a day have been taken back since. */
    void forget(Collection<Filed> days) {
        days.forEach(it -> jdbc.sql("delete from indicator.filed_day where institution_id = ? and day = ?")
                .params(it.institutionId, it.day)
                .update());
    }

    void save(Map<Judged, Verdict> verdicts) {
        Collection<Map.Entry<Judged, Verdict>> rows = verdicts.entrySet();
        jdbc.sql("""
                insert into indicator.judged_day (institution_id, day, series, verdict)
                select * from unnest(?::bigint[], ?::date[], ?::text[], ?::text[])
                on conflict (institution_id, day, series) do update set verdict = excluded.verdict
                """)
                .params(
                        rows.stream().map(it -> it.getKey().institutionId).toArray(Long[]::new),
                        rows.stream().map(it -> it.getKey().day.toString()).toArray(String[]::new),
                        rows.stream().map(it -> it.getKey().series).toArray(String[]::new),
                        rows.stream().map(it -> it.getValue().name()).toArray(String[]::new))
                .update();
    }
}
