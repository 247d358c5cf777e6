package org.kangcheng.programme;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** 造假迹象: the months that are looked at, what was found in them, and how it was judged. */
@Component
class SignTable {
    enum State {
        OPEN("待核实"),
        EXPLAINED("有合理解释"),
        MADE_UP("属造假");

        private final String label;

        State(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    record Sign(
            long signId,
            String kind,
            String workerId,
            String worker,
            @Nullable Long institutionId,
            String areaCode,
            int serviceNo,
            LocalDate firstDay,
            LocalDate lastDay,
            String finding,
            int records,
            State state,
            Instant foundAt) {}

    record Judgement(State state, String note, String byWhom, Instant at) {}

    record Key(long personKey, long deliveryId) {}

    /** A month of more than this was recorded by a program, not by a worker; the rest of it is not looked at. */
    private static final int MOST = 50_000;

    private final JdbcClient jdbc;
    private final JsonMapper json;

    SignTable(JdbcClient jdbc, JsonMapper json) {
        this.jdbc = jdbc;
        this.json = json;
    }

    WorkerMonth month(String workerId, YearMonth month) {
        List<WorkerMonth.Row> rows = jdbc.sql("""
                select d.person_key, d.delivery_id, d.service_no, d.delivered_on, d.recorded_at, d.done_at,
                       starts_with(d.request_key, 'sheet:') as imported, d.area_code, d.institution_id, d.worker,
                       d.form, b.form as form_before, p.birth_date, p.deceased_on,
                       exists (select from programme.exclusion e
                                where e.person_key = d.person_key and e.reason in ('MOVED', 'UNREACHABLE')
                                  and (e.at at time zone 'Asia/Shanghai')::date < d.delivered_on
                                  and (e.lifted_at at time zone 'Asia/Shanghai')::date > d.delivered_on) as away
                  from programme.delivery d
                  join identity_pub.person p using (person_key)
                  left join lateral (
                      select form from programme.delivery b
                       where b.person_key = d.person_key and b.service_no = d.service_no
                         and b.delivered_on < d.delivered_on and b.voided_at is null and d.form <> '{}'
                       order by b.delivered_on desc limit 1
                  ) b on true
                 where d.worker_id = ? and d.delivered_on between ? and ? and d.voided_at is null
                 order by d.delivered_on, d.delivery_id limit ?
                """)
                .params(workerId, month.atDay(1), month.atEndOfMonth(), MOST)
                .query((row, n) -> row(row))
                .list();
        return new WorkerMonth(workerId, month, rows, before(workerId, month));
    }

    /** Only December asks for the year. */
    private long before(String workerId, YearMonth month) {
        return month.getMonthValue() != 12
                ? 0
                : jdbc.sql("""
                        select count(*) from programme.delivery
                         where worker_id = ? and delivered_on >= ? and delivered_on < ? and voided_at is null
                           and form <> '{}'
                        """)
                        .params(workerId, LocalDate.of(month.getYear(), 1, 1), month.atDay(1))
                        .query(Long.class)
                        .single();
    }

    private WorkerMonth.Row row(ResultSet row) throws SQLException {
        JsonNode form = json.readTree(row.getString("form"));
        Timestamp done = row.getTimestamp("done_at");
        return new WorkerMonth.Row(
                row.getLong("person_key"),
                row.getLong("delivery_id"),
                row.getInt("service_no"),
                row.getObject("delivered_on", LocalDate.class),
                row.getTimestamp("recorded_at").toInstant(),
                done == null ? null : done.toInstant(),
                row.getBoolean("imported"),
                row.getString("area_code"),
                row.getObject("institution_id", Long.class),
                row.getString("worker"),
                !form.isEmpty(),
                numbers(form),
                row.getString("form_before") == null ? Map.of() : numbers(json.readTree(row.getString("form_before"))),
                row.getObject("birth_date", LocalDate.class),
                row.getObject("deceased_on", LocalDate.class),
                row.getBoolean("away"));
    }

    private static Map<String, BigDecimal> numbers(JsonNode form) {
        Map<String, BigDecimal> numbers = new TreeMap<>();
        form.properties().stream()
                .filter(field -> field.getValue().isNumber())
                .forEach(field -> numbers.put(
                        field.getKey(), field.getValue().decimalValue().stripTrailingZeros()));
        return numbers;
    }

    /** False when the same was found before. */
    boolean insert(Sign sign) {
        return jdbc.sql("""
                insert into programme.sign (sign_id, kind, worker_id, worker, institution_id, area_code, service_no,
                    first_day, last_day, finding, records, state, found_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                        .params(Arrays.asList(
                                sign.signId,
                                sign.kind,
                                sign.workerId,
                                sign.worker,
                                sign.institutionId,
                                sign.areaCode,
                                sign.serviceNo,
                                sign.firstDay,
                                sign.lastDay,
                                sign.finding,
                                sign.records,
                                sign.state.name(),
                                Timestamp.from(sign.foundAt)))
                        .update()
                == 1;
    }

    /** Locks it against whoever judges it or finds it again. */
    Optional<Sign> lock(String kind, String workerId, int serviceNo, LocalDate first) {
        return jdbc.sql("""
                select * from programme.sign
                 where kind = ? and worker_id = ? and service_no = ? and first_day = ? for update
                """)
                .params(kind, workerId, serviceNo, first)
                .query(Sign.class)
                .optional();
    }

    Optional<Sign> lock(long signId) {
        return jdbc.sql("select * from programme.sign where sign_id = ? for update")
                .param(signId)
                .query(Sign.class)
                .optional();
    }

    Optional<Sign> find(long signId) {
        return jdbc.sql("select * from programme.sign where sign_id = ?")
                .param(signId)
                .query(Sign.class)
                .optional();
    }

    /** @return how many of them were not behind it before */
    int addRecords(long signId, Collection<WorkerMonth.Row> rows) {
        return jdbc.sql("""
                insert into programme.sign_record (sign_id, person_key, delivery_id)
                select ?, * from unnest(?::bigint[], ?::bigint[]) on conflict do nothing
                """)
                .params(
                        signId,
                        rows.stream().map(WorkerMonth.Row::personKey).toArray(Long[]::new),
                        rows.stream().map(WorkerMonth.Row::deliveryId).toArray(Long[]::new))
                .update();
    }

    void grow(long signId, int more, String finding, State state) {
        jdbc.sql("update programme.sign set records = records + ?, finding = ?, state = ? where sign_id = ?")
                .params(more, finding, state.name(), signId)
                .update();
    }

    void judge(long signId, Judgement judgement) {
        jdbc.sql("update programme.sign set state = ? where sign_id = ?")
                .params(judgement.state.name(), signId)
                .update();
        jdbc.sql("""
                insert into programme.sign_judgement (sign_id, judgement_no, state, note, by_whom, at)
                select ?, count(*), ?, ?, ?, ? from programme.sign_judgement where sign_id = ?
                """)
                .params(
                        signId,
                        judgement.state.name(),
                        judgement.note,
                        judgement.byWhom,
                        Timestamp.from(judgement.at),
                        signId)
                .update();
    }

    List<Judgement> judgements(long signId) {
        return jdbc.sql("""
                select state, note, by_whom, at from programme.sign_judgement where sign_id = ? order by judgement_no
                """).param(signId).query(Judgement.class).list();
    }

    /** The newest first; from the one before {@code below} on. */
    List<Sign> list(String area, State state, String kind, @Nullable Long institution, long below, int most) {
        return jdbc.sql("""
                select * from programme.sign
                 where state = ? and sign_id < ? and starts_with(area_code, ?) and (? = '' or kind = ?)
                   and (?::bigint is null or institution_id = ?::bigint)
                 order by sign_id desc limit ?
                """)
                .params(Arrays.asList(state.name(), below, area, kind, kind, institution, institution, most))
                .query(Sign.class)
                .list();
    }

    /** The records behind a sign, by person; from the one after {@code after} on. */
    List<Key> records(long signId, Key after, int most) {
        return jdbc.sql("""
                select person_key, delivery_id from programme.sign_record
                 where sign_id = ? and (person_key, delivery_id) > (?, ?)
                 order by person_key, delivery_id limit ?
                """)
                .params(signId, after.personKey, after.deliveryId, most)
                .query(Key.class)
                .list();
    }
}
