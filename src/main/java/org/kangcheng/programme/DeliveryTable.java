package org.kangcheng.programme;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class DeliveryTable {
    private static final String COLUMNS = """
            select person_key, delivery_id, service_no, delivered_on, point, area_code, institution_id, worker, form,
                   grade, recorded_at, voided_at, void_reason, confirm
              from programme.delivery
            """;

    private final JdbcClient jdbc;

    DeliveryTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Delivery delivery, String requestKey, String workerId, @Nullable Instant doneAt) {
        jdbc.sql("""
                insert into programme.delivery (person_key, delivery_id, service_no, delivered_on, point, area_code,
                    institution_id, worker, form, grade, request_key, recorded_at, worker_id, done_at, confirm)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?::jsonb, ?, ?, ?, ?, ?, ?)
                """)
                .params(Arrays.asList(
                        delivery.personKey(),
                        delivery.deliveryId(),
                        delivery.serviceNo(),
                        delivery.deliveredOn(),
                        delivery.point(),
                        delivery.areaCode(),
                        delivery.institutionId(),
                        delivery.worker(),
                        delivery.form(),
                        delivery.grade(),
                        requestKey,
                        Timestamp.from(delivery.recordedAt()),
                        workerId,
                        doneAt == null ? null : Timestamp.from(doneAt),
                        delivery.confirm().name()))
                .update();
    }

    /** @param keys a person's, the retired ones too: she may have been merged since */
    Optional<Delivery> byRequest(Collection<Long> keys, String requestKey) {
        return jdbc.sql(COLUMNS + "where person_key in (:keys) and request_key = :request limit 1")
                .param("keys", keys)
                .param("request", requestKey)
                .query((row, n) -> delivery(row))
                .optional();
    }

    int countBy(String workerId, LocalDate on) {
        return jdbc.sql("select count(*) from programme.delivery where worker_id = ? and delivered_on = ?")
                .params(workerId, on)
                .query(Integer.class)
                .single();
    }

    Optional<Delivery> find(long personKey, long deliveryId) {
        return jdbc.sql(COLUMNS + "where person_key = ? and delivery_id = ?")
                .params(personKey, deliveryId)
                .query((row, n) -> delivery(row))
                .optional();
    }

    /** What counts, the newest first. */
    List<Delivery> valid(Collection<Long> keys, int serviceNo, int most) {
        return jdbc.sql(COLUMNS + """
                where person_key in (:keys) and service_no = :service and voided_at is null
                  and confirm in ('NONE', 'CONFIRMED')
                order by delivered_on desc, delivery_id desc limit :most
                """)
                .param("keys", keys)
                .param("service", serviceNo)
                .param("most", most)
                .query((row, n) -> delivery(row))
                .list();
    }

    /** What counted on {@code day} by what was known at {@code at}, the newest first. */
    List<Delivery> asKnown(Collection<Long> keys, int serviceNo, LocalDate day, Instant at, int most) {
        return jdbc.sql(COLUMNS + """
                where person_key in (:keys) and service_no = :service and delivered_on <= :day
                  and recorded_at <= :at and (voided_at is null or voided_at > :at)
                  and (confirm = 'NONE' or confirm = 'CONFIRMED' and confirmed_at <= :at)
                order by delivered_on desc, delivery_id desc limit :most
                """)
                .param("keys", keys)
                .param("service", serviceNo)
                .param("day", day)
                .param("at", Timestamp.from(at))
                .param("most", most)
                .query((row, n) -> delivery(row))
                .list();
    }

    /** What counts of those that came by filings of the record. */
    List<Delivery> filed(long personKey, String requestKeyPrefix) {
        return jdbc.sql(COLUMNS + "where person_key = ? and starts_with(request_key, ?) and voided_at is null")
                .params(personKey, requestKeyPrefix)
                .query((row, n) -> delivery(row))
                .list();
    }

    /** What counts of one day. */
    Optional<Delivery> on(Collection<Long> keys, int serviceNo, LocalDate day) {
        return jdbc.sql(COLUMNS + """
                where person_key in (:keys) and service_no = :service and delivered_on = :day and voided_at is null
                order by delivery_id limit 1
                """)
                .param("keys", keys)
                .param("service", serviceNo)
                .param("day", day)
                .query((row, n) -> delivery(row))
                .optional();
    }

    record Done(long personKey, int serviceNo, LocalDate on) {}

    /** On which days since {@code since} some services were delivered to these people and count. */
    List<Done> days(Collection<Long> keys, Collection<Integer> services, LocalDate since) {
        if (services.isEmpty()) {
            return List.of();
        }
        return jdbc.sql("""
                select person_key, service_no, delivered_on as "on" from programme.delivery
                 where person_key in (:keys) and service_no in (:services) and delivered_on >= :since
                   and voided_at is null and confirm in ('NONE', 'CONFIRMED')
                 order by person_key, service_no, delivered_on
                """)
                .param("keys", keys)
                .param("services", services)
                .param("since", since)
                .query(Done.class)
                .list();
    }

    /** The newest that counts, of each of these people and each service. */
    List<Delivery> newest(Collection<Long> keys) {
        return jdbc.sql(COLUMNS.replaceFirst("select", "select distinct on (person_key, service_no)") + """
                where person_key = any(?) and voided_at is null
                order by person_key, service_no, delivered_on desc, delivery_id desc
                """)
                .param(keys.toArray(Long[]::new))
                .query((row, n) -> delivery(row))
                .list();
    }

    /** Of the same service to the same person, by any key, in the same calendar year: the latest other that was graded and counts. */
    Optional<Delivery> latestGraded(Delivery than) {
        LocalDate first = than.deliveredOn().withDayOfYear(1);
        return jdbc.sql(COLUMNS + """
                where person_key in (select :key union all
                                     select other_key from identity_pub.same_person where person_key = :key)
                  and service_no = :service and delivered_on >= :first and delivered_on < :after
                  and delivery_id <> :than and grade is not null and voided_at is null and confirm in ('NONE', 'CONFIRMED')
                order by delivered_on desc, delivery_id desc limit 1
                """)
                .param("key", than.personKey())
                .param("service", than.serviceNo())
                .param("first", first)
                .param("after", first.plusYears(1))
                .param("than", than.deliveryId())
                .query((row, n) -> delivery(row))
                .optional();
    }

    /** Of one person, by all these keys, the latest that was graded and counts of each service and calendar year. */
    List<Delivery> latestGraded(Collection<Long> keys) {
        if (keys.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(COLUMNS.replaceFirst(
                                "select", "select distinct on (service_no, date_part('year', delivered_on))")
                        + """
                where person_key in (:keys) and grade is not null and voided_at is null
                  and confirm in ('NONE', 'CONFIRMED')
                order by service_no, date_part('year', delivered_on), delivered_on desc, delivery_id desc
                """)
                .param("keys", keys)
                .query((row, n) -> delivery(row))
                .list();
    }

    /** A grade of a service. */
    record Graded(int serviceNo, String grade) {}

    /** What counts of some services in some villages since a day and was graded so, the newest first. */
    List<Delivery> graded(Collection<String> villages, Collection<Graded> grades, LocalDate since, int most) {
        if (villages.isEmpty() || grades.isEmpty()) {
            return List.of();
        }
        return jdbc.sql(COLUMNS + """
                where area_code in (:villages) and service_no in (:services) and delivered_on >= :since
                  and service_no || ' ' || grade in (:grades) and voided_at is null and confirm in ('NONE', 'CONFIRMED')
                order by delivered_on desc, delivery_id desc limit :most
                """)
                .param("villages", villages)
                .param(
                        "services",
                        grades.stream().map(Graded::serviceNo).distinct().toList())
                .param(
                        "grades",
                        grades.stream().map(it -> it.serviceNo + " " + it.grade).toList())
                .param("since", since)
                .param("most", most)
                .query((row, n) -> delivery(row))
                .list();
    }

    /** Everything that was ever recorded of the person, the newest first. */
    List<Delivery> of(Collection<Long> keys, int most) {
        return jdbc.sql(COLUMNS
                        + "where person_key in (:keys) order by delivered_on desc, delivery_id desc limit :most")
                .param("keys", keys)
                .param("most", most)
                .query((row, n) -> delivery(row))
                .list();
    }

    /** Whether one of the service still waits for the resident's word. */
    boolean waits(Collection<Long> keys, int serviceNo) {
        return jdbc.sql("""
                select exists (select from programme.delivery
                                where person_key in (:keys) and service_no = :service and voided_at is null
                                  and confirm = 'WAITING')
                """)
                .param("keys", keys)
                .param("service", serviceNo)
                .query(Boolean.class)
                .single();
    }

    /** What the resident has not confirmed, the newest first. */
    List<Delivery> unconfirmed(Collection<Long> keys) {
        return jdbc.sql(COLUMNS + """
                where person_key in (:keys) and confirm in ('WAITING', 'DISPUTED') and voided_at is null
                order by delivered_on desc, delivery_id desc limit 100
                """)
                .param("keys", keys)
                .query((row, n) -> delivery(row))
                .list();
    }

    /** False when it was voided already. */
    boolean markVoid(Delivery delivery, String by, String reason, Instant at) {
        return jdbc.sql("""
                update programme.delivery set voided_at = ?, voided_by = ?, void_reason = ?
                 where person_key = ? and delivery_id = ? and voided_at is null
                """)
                        .params(Timestamp.from(at), by, reason, delivery.personKey(), delivery.deliveryId())
                        .update()
                == 1;
    }

    /** Sets what the resident says. False when it was voided, or she has said it already. */
    boolean confirm(Delivery delivery, Confirm.State state, @Nullable String by, @Nullable String note, Instant at) {
        return jdbc.sql("""
                update programme.delivery set confirm = ?, confirmed_by = ?, confirm_note = ?, confirmed_at = ?
                 where person_key = ? and delivery_id = ? and voided_at is null and confirm = ?
                """)
                        .params(Arrays.asList(
                                state.name(),
                                by,
                                note,
                                Timestamp.from(at),
                                delivery.personKey(),
                                delivery.deliveryId(),
                                delivery.confirm().name()))
                        .update()
                == 1;
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        Timestamp voided = row.getTimestamp("voided_at");
        return new Delivery(
                row.getLong("person_key"),
                row.getLong("delivery_id"),
                row.getInt("service_no"),
                row.getObject("delivered_on", LocalDate.class),
                row.getInt("point"),
                row.getString("area_code"),
                row.getObject("institution_id", Long.class),
                row.getString("worker"),
                row.getString("form"),
                row.getString("grade"),
                row.getTimestamp("recorded_at").toInstant(),
                instant(voided),
                row.getString("void_reason"),
                Confirm.State.valueOf(row.getString("confirm")));
    }

    private static @Nullable Instant instant(@Nullable Timestamp at) {
        return at == null ? null : at.toInstant();
    }
}
