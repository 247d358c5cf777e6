package org.kangcheng.programme;

import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Form;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.Ids;
import org.kangcheng.tally.Tally;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Takes over what was delivered before the platform came: a town in one transaction, thousands of records in a statement.
 * Forms, grades and the next days are read by the same code as of a record that is made today; only who asks and whether
 * it is due is not asked again.
 */
@Component
public class PastDeliveries {
    /** A duty to which nothing was delivered yet. */
    public record Undone(
            long personKey,
            String areaCode,
            LocalDate birth,
            String programmeId,
            String serviceId,
            Form form,
            LocalDate opens,
            LocalDate due) {}

    /** @param workerId the account, or what stands for it */
    public record Done(
            LocalDate on,
            Map<String, String> typed,
            @Nullable Long institutionId,
            String workerId,
            String worker) {}

    private static final int AT_ONCE = 4_000;

    private final Programmes programmes;
    private final Tally tally;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Ids ids;
    private final Clock clock;

    PastDeliveries(Programmes programmes, Tally tally, JdbcClient jdbc, JsonMapper json, Ids ids, Clock clock) {
        this.programmes = programmes;
        this.tally = tally;
        this.jdbc = jdbc;
        this.json = json;
        this.ids = ids;
        this.clock = clock;
    }

    /**
     * Services that tell something of the person (a level, a benefit, what was claimed and found) are left out: a year of
     * them does not fit into one row a duty.
     *
     * @param past what was delivered of a duty; empty: nothing
     * @return how many records
     */
    @Transactional
    public int load(String town, Function<Undone, Optional<Done>> past) {
        LocalDate today = CityTime.today(clock);
        Map<Long, Map<String, LocalDate>> events = events(town, today);
        List<Row> rows = new ArrayList<>();
        for (Open open : open(town, today)) {
            Service service = programmes.service(open.serviceNo).orElse(null);
            InForce programme = programmes.ofService(open.serviceNo).orElse(null);
            if (service != null && programme != null && !service.tells() && service.byWorkers()) {
                Undone undone = new Undone(
                        open.personKey,
                        open.areaCode,
                        open.birthDate,
                        programme.programme().id(),
                        service.id(),
                        service.form(),
                        open.opensOn,
                        open.dueOn);
                PersonFacts facts = open.facts(events.getOrDefault(open.personKey, Map.of()));
                past.apply(undone)
                        .flatMap(done -> row(open, service, facts, done, today))
                        .ifPresent(rows::add);
            }
        }
        for (int at = 0; at < rows.size(); at += AT_ONCE) {
            write(rows.subList(at, Math.min(rows.size(), at + AT_ONCE)));
        }
        return rows.size();
    }

    private record Open(
            long personKey,
            int serviceNo,
            LocalDate opensOn,
            LocalDate dueOn,
            int point,
            String areaCode,
            LocalDate birthDate,
            @Nullable String sex,
            String[] statuses,
            String[] diagnoses,
            String[] contracts,
            String[] occupations,
            String[] levels,
            String[] benefits) {
        PersonFacts facts(Map<String, LocalDate> events) {
            return new PersonFacts(
                    personKey,
                    birthDate,
                    sex,
                    areaCode,
                    null,
                    List.of(statuses),
                    List.of(diagnoses),
                    List.of(contracts),
                    List.of(occupations),
                    List.of(levels),
                    List.of(benefits),
                    events);
        }
    }

    private record Row(Open open, Delivery delivery, String workerId, Window next) {}

    /** Locks the people against whoever looks at them, in the order in which all lock them. */
    private List<Open> open(String town, LocalDate today) {
        return jdbc.sql("""
                select d.person_key, d.service_no, d.opens_on, d.due_on, d.point, p.area_code, p.birth_date, p.sex,
                       p.statuses, p.diagnoses, p.contracts, p.occupations,
                       coalesce(%s, '{}') as levels, coalesce(%s, '{}') as benefits
                  from programme.subject p join programme.duty d using (person_key)
                 where p.area_code >= :town and p.area_code < :town || ':' and p.died_on is null
                   and d.excluded is null and d.last_done_on is null
                 order by p.person_key, d.service_no for update of p
                """.formatted(PersonFacts.COLUMNS.get("levels"), PersonFacts.COLUMNS.get("benefits")))
                .param("town", town)
                .param("today", today)
                .query((row, n) -> new Open(
                        row.getLong("person_key"),
                        row.getInt("service_no"),
                        row.getObject("opens_on", LocalDate.class),
                        row.getObject("due_on", LocalDate.class),
                        row.getInt("point"),
                        row.getString("area_code"),
                        row.getObject("birth_date", LocalDate.class),
                        row.getString("sex"),
                        (String[]) row.getArray("statuses").getArray(),
                        (String[]) row.getArray("diagnoses").getArray(),
                        (String[]) row.getArray("contracts").getArray(),
                        (String[]) row.getArray("occupations").getArray(),
                        (String[]) row.getArray("levels").getArray(),
                        (String[]) row.getArray("benefits").getArray()))
                .list();
    }

    private Map<Long, Map<String, LocalDate>> events(String town, LocalDate today) {
        Map<Long, Map<String, LocalDate>> events = new HashMap<>();
        jdbc.sql("""
                select f.person_key, f.code, max(f.from_date) as newest
                  from programme.subject p join programme.fact f using (person_key)
                 where p.area_code >= :town and p.area_code < :town || ':' and f.kind = 'EVENT'
                   and f.from_date <= :today and (f.to_date is null or f.to_date > :today)
                 group by 1, 2
                """).param("town", town).param("today", today).query(row -> {
            events.computeIfAbsent(row.getLong("person_key"), _ -> new HashMap<>())
                    .put(row.getString("code"), row.getObject("newest", LocalDate.class));
        });
        return events;
    }

    /** Empty when the answers are none that the form takes. */
    private Optional<Row> row(Open open, Service service, PersonFacts facts, Done done, LocalDate today) {
        Form.Answers answers = service.form().answers(done.typed, facts.on(done.on));
        if (!answers.sound() || done.on.isAfter(today) || done.on.isBefore(open.birthDate)) {
            return Optional.empty();
        }
        Delivery delivery = new Delivery(
                open.personKey,
                ids.next(),
                open.serviceNo,
                done.on,
                open.point,
                open.areaCode,
                done.institutionId,
                done.worker,
                json.writeValueAsString(answers.values()),
                service.form()
                        .grade(answers.values(), facts.on(done.on))
                        .map(Form.Grade::code)
                        .orElse(null),
                CityTime.instant(done.on.atTime(17, 0)),
                null,
                null,
                Confirm.State.NONE);
        return Reckoning.window(facts, service, List.of(delivery), done.on, today)
                .map(next -> new Row(open, delivery, done.workerId, next));
    }

    private void write(List<Row> rows) {
        rows.stream().flatMap(PastDeliveries::series).distinct().forEach(tally::series);
        jdbc.sql("""
                with told as (
                    select * from unnest(?::bigint[], ?::bigint[], ?::smallint[], ?::date[], ?::smallint[], ?::text[],
                        ?::bigint[], ?::text[], ?::jsonb[], ?::text[], ?::timestamptz[], ?::text[], ?::date[], ?::date[],
                        ?::smallint[], ?::date[], ?::date[])
                      t (person_key, delivery_id, service_no, delivered_on, point, area_code, institution_id, worker, form,
                        grade, recorded_at, worker_id, opens_on, due_on, next_point, was_open, was_due)
                ), delivery as (
                    insert into programme.delivery (person_key, delivery_id, service_no, delivered_on, point, area_code,
                        institution_id, worker, form, grade, request_key, recorded_at, worker_id)
                    select person_key, delivery_id, service_no, delivered_on, point, area_code, institution_id, worker, form,
                           grade, 'past:' || service_no || ':' || delivered_on, recorded_at, worker_id from told
                ), duty as (
                    update programme.duty d set opens_on = t.opens_on, due_on = t.due_on, point = t.next_point,
                           last_done_on = t.delivered_on
                      from told t where d.person_key = t.person_key and d.service_no = t.service_no
                ), work as (
                    update programme.work w set opens_on = t.opens_on, due_on = t.due_on
                      from told t
                     where w.area_code = t.area_code and w.service_no = t.service_no and w.person_key = t.person_key
                ), watch as (
                    insert into programme.watch (worker_id, day)
                    select distinct worker_id, date_trunc('month', delivered_on)::date from told
                ), moved as (
                    select area_code, service_no, 'opens' as what, was_open as day, -1 as n from told
                    union all select area_code, service_no, 'opens', opens_on, 1 from told
                    union all select area_code, service_no, 'due', was_due, -1 from told
                    union all select area_code, service_no, 'due', due_on, 1 from told
                    union all select area_code, service_no, 'delivered', delivered_on, 1 from told
                    union all select area_code, service_no, 'graded.' || grade, delivered_on, 1 from told where grade is not null
                    union all select area_code, service_no, 'latest.' || grade, delivered_on, 1 from told where grade is not null
                )
                insert into tally.change (area_code, series_no, day, n)
                select area_code, s.series_no, day, sum(n)
                  from moved join tally.series s on s.name = 'programme.' || service_no || '.' || what
                 group by 1, 2, 3 having sum(n) <> 0
                """).params(columns(rows)).update();
    }

    private static Stream<String> series(Row row) {
        int no = row.open.serviceNo;
        String grade = row.delivery.grade();
        return grade == null
                ? Stream.of(Counting.delivered(no))
                : Stream.of(Counting.delivered(no), Counting.graded(no, grade), Counting.latest(no, grade));
    }

    private static List<Object> columns(List<Row> rows) {
        List<Function<Row, @Nullable Object>> columns = List.of(
                row -> row.open.personKey,
                row -> row.delivery.deliveryId(),
                row -> row.open.serviceNo,
                row -> row.delivery.deliveredOn().toString(),
                row -> row.open.point,
                row -> row.open.areaCode,
                row -> row.delivery.institutionId(),
                row -> row.delivery.worker(),
                row -> row.delivery.form(),
                row -> row.delivery.grade(),
                row -> row.delivery.recordedAt().toString(),
                row -> row.workerId,
                row -> row.next.opens().toString(),
                row -> row.next.due().toString(),
                row -> row.next.point(),
                row -> row.open.opensOn.toString(),
                row -> row.open.dueOn.toString());
        List<Object> arrays = new ArrayList<>();
        columns.forEach(column -> arrays.add(rows.stream()
                .map(row -> {
                    Object value = column.apply(row);
                    return value == null ? null : value.toString();
                })
                .toArray(String[]::new)));
        return arrays;
    }
}
