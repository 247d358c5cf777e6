package org.kangcheng.community;

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

/** Caregivers and their training; plans, by who is cared for and by who cares; visits. */
@Component
class CareTable {
    record Caregiver(
            long personKey,
            String areaCode,
            long institutionId,
            CareKind kind,
            LocalDate registeredOn,
            @Nullable LocalDate qualifiedUntil) {
        public boolean qualifiedOn(LocalDate day) {
            return qualifiedUntil != null && !day.isAfter(qualifiedUntil);
        }
    }

    record Training(
            LocalDate heldOn,
            String title,
            int hours,
            @Nullable LocalDate qualifiesUntil,
            String recordedBy) {}

    /** @param areaCode where who is cared for lived when it was made: where it is counted */
    record Plan(
            long personKey,
            long planId,
            String areaCode,
            long caregiverKey,
            String tasks,
            LocalDate fromDate,
            @Nullable LocalDate toDate,
            @Nullable String endReason) {}

    record Visit(
            long personKey,
            long visitId,
            long planId,
            long caregiverKey,
            Instant beganAt,
            @Nullable Instant endedAt) {}

    private static final String CAREGIVER = """
            select c.person_key, c.area_code, c.institution_id, c.kind, c.registered_on,
                   (select max(t.qualifies_until) from community.training t where t.person_key = c.person_key)
                       as qualified_until
              from community.caregiver c
            """;
    private static final String PLAN = """
            select person_key, plan_id, area_code, caregiver_key, tasks, from_date, to_date, end_reason
              from community.care_plan
            """;
    private static final String VISIT =
            "select person_key, visit_id, plan_id, caregiver_key, began_at, ended_at from community.care_visit ";

    private final JdbcClient jdbc;

    CareTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    boolean register(Caregiver it, String by) {
        int registered = jdbc.sql("""
                insert into community.caregiver (person_key, area_code, institution_id, kind, registered_on, registered_by)
                values (?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                .params(
                        it.personKey(),
                        it.areaCode(),
                        it.institutionId(),
                        it.kind().name(),
                        it.registeredOn(),
                        by)
                .update();
        jdbc.sql("insert into community.caregiver_place (area_code, person_key) values (?, ?) on conflict do nothing")
                .params(it.areaCode(), it.personKey())
                .update();
        return registered == 1;
    }

    Optional<Caregiver> caregiver(Collection<Long> keys) {
        return jdbc.sql(CAREGIVER + "where c.person_key in (:keys) and c.ended_on is null limit 1")
                .param("keys", keys)
                .query(Caregiver.class)
                .optional();
    }

    List<Caregiver> inArea(String area, String afterArea, long afterKey, int most) {
        return jdbc.sql(CAREGIVER + """
                join community.caregiver_place p on p.person_key = c.person_key
                where p.area_code >= ? and p.area_code < ? || ':' and (p.area_code, p.person_key) > (?, ?)
                  and c.ended_on is null
                order by p.area_code, p.person_key limit ?
                """)
                .params(area, area, afterArea, afterKey, most)
                .query(Caregiver.class)
                .list();
    }

    void train(long personKey, long trainingId, Training it) {
        jdbc.sql("""
                insert into community.training (person_key, training_id, held_on, title, hours, qualifies_until, recorded_by)
                values (?, ?, ?, ?, ?, ?, ?)
                """)
                .params(Arrays.asList(
                        personKey,
                        trainingId,
                        it.heldOn(),
                        it.title(),
                        it.hours(),
                        it.qualifiesUntil(),
                        it.recordedBy()))
                .update();
    }

    List<Training> trainings(long personKey) {
        return jdbc.sql("""
                select held_on, title, hours, qualifies_until, recorded_by from community.training
                 where person_key = ? order by held_on desc, training_id desc limit 50
                """).param(personKey).query(Training.class).list();
    }

    /** False when the person is cared for by a plan already. */
    boolean plan(Plan it, String by) {
        int made = jdbc.sql("""
                insert into community.care_plan (person_key, plan_id, area_code, caregiver_key, tasks, from_date, made_by)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                .params(it.personKey(), it.planId(), it.areaCode(), it.caregiverKey(), it.tasks(), it.fromDate(), by)
                .update();
        if (made == 1) {
            jdbc.sql("insert into community.cared_for (person_key, cared_key, plan_id) values (?, ?, ?)")
                    .params(it.caregiverKey(), it.personKey(), it.planId())
                    .update();
        }
        return made == 1;
    }

    Optional<Plan> openPlan(Collection<Long> keys) {
        return jdbc.sql(PLAN + "where person_key in (:keys) and to_date is null limit 1")
                .param("keys", keys)
                .query(Plan.class)
                .optional();
    }

    boolean endPlan(Plan plan, LocalDate to, String reason) {
        int ended = jdbc.sql("""
                update community.care_plan set to_date = ?, end_reason = ?
                 where person_key = ? and plan_id = ? and to_date is null
                """)
                .params(to, reason, plan.personKey(), plan.planId())
                .update();
        jdbc.sql("delete from community.cared_for where person_key = ? and cared_key = ?")
                .params(plan.caregiverKey(), plan.personKey())
                .update();
        return ended == 1;
    }

    /** Whom somebody cares for. */
    List<Long> caredFor(Collection<Long> caregiverKeys) {
        return jdbc.sql("select cared_key from community.cared_for where person_key in (:keys) order by 1 limit 100")
                .param("keys", caregiverKeys)
                .query(Long.class)
                .list();
    }

    /** False when a visit is going on. */
    boolean begin(Visit visit) {
        return jdbc.sql("""
                insert into community.care_visit (person_key, visit_id, plan_id, caregiver_key, began_at)
                values (?, ?, ?, ?, ?) on conflict do nothing
                """)
                        .params(visit.personKey(), visit.visitId(), visit.planId(), visit.caregiverKey())
                        .param(Timestamp.from(visit.beganAt()))
                        .update()
                == 1;
    }

    Optional<Visit> openVisit(Collection<Long> keys) {
        return jdbc.sql(VISIT + "where person_key in (:keys) and ended_at is null limit 1")
                .param("keys", keys)
                .query((row, n) -> new Visit(
                        row.getLong("person_key"),
                        row.getLong("visit_id"),
                        row.getLong("plan_id"),
                        row.getLong("caregiver_key"),
                        row.getTimestamp("began_at").toInstant(),
                        null))
                .optional();
    }

    boolean end(Visit visit, Instant at, long deliveryId) {
        return jdbc.sql("""
                update community.care_visit set ended_at = ?, delivery_id = ?
                 where person_key = ? and visit_id = ? and ended_at is null
                """)
                        .params(Timestamp.from(at), deliveryId, visit.personKey(), visit.visitId())
                        .update()
                == 1;
    }

    /** Gives up a visit that was begun and not ended. */
    void giveUp(Visit visit) {
        jdbc.sql("delete from community.care_visit where person_key = ? and visit_id = ? and ended_at is null")
                .params(visit.personKey(), visit.visitId())
                .update();
    }
}
