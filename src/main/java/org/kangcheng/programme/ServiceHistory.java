package org.kangcheng.programme;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.kangcheng.definition.Form;
import org.kangcheng.identity.People;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** 服务经历: a person's programmes, what is due to her and what was delivered, for other modules. Who may read is their care. */
@Component
public class ServiceHistory {
    /** @param source of the programme's definition */
    public record Membership(
            int programmeNo,
            String programmeId,
            String title,
            String source,
            LocalDate enteredOn,
            @Nullable LocalDate leftOn) {}

    public enum State {
        /** Nothing to do now: served, or not yet to be. */
        WAITING,
        DUE,
        LATE,
        EXCLUDED,
        /** Nothing to do ever again. */
        COMPLETED
    }

    /** @param reason of the exclusion; null when there is none */
    public record Due(
            int serviceNo,
            int programmeNo,
            String serviceId,
            String title,
            State state,
            LocalDate opens,
            LocalDate due,
            @Nullable LocalDate lastDone,
            @Nullable String reason) {}

    /** @param counts vaccines that this delivery stands for, as {@code system|code} */
    public record Delivered(
            PublicId id,
            int serviceNo,
            String programmeId,
            String serviceId,
            String title,
            Set<String> counts,
            Form form,
            JsonNode answers,
            LocalDate on,
            @Nullable Long institutionId,
            String worker,
            Instant recordedAt,
            boolean voided) {}

    /** How a 转诊单 stands. */
    public enum Referring {
        ISSUED,
        ACCEPTED,
        CAME,
        /** 退回: the institution did not take her. */
        REFUSED,
        /** 转回: it gives her back with what is to be done. */
        RETURNED,
        /** The record that sends her on was voided. */
        VOIDED
    }

    /** @param what 接收, 到诊, 退回 or 转回 with its words @param by who did it */
    public record Step(String what, String by, Instant at) {}

    /**
     * @param record the delivery whose grade sends her on
     * @param from the institution of whoever issued it; null when it is not known
     * @param to the institution that is to take her
     * @param steps what that has said, in its order
     */
    public record Referred(
            PublicId id,
            PublicId record,
            @Nullable Long from,
            long to,
            String reason,
            String note,
            LocalDate on,
            String worker,
            Referring state,
            List<Step> steps) {}

    private static final int MOST = 200;

    private final Programmes programmes;
    private final ReferralTable referrals;
    private final ReferringGrades grades;
    private final DeliveryTable deliveries;
    private final DutyTable duties;
    private final People people;
    private final JdbcClient jdbc;
    private final JsonMapper json;
    private final Clock clock;

    ServiceHistory(
            Programmes programmes,
            ReferralTable referrals,
            ReferringGrades grades,
            DeliveryTable deliveries,
            DutyTable duties,
            People people,
            JdbcClient jdbc,
            JsonMapper json,
            Clock clock) {
        this.programmes = programmes;
        this.referrals = referrals;
        this.grades = grades;
        this.deliveries = deliveries;
        this.duties = duties;
        this.people = people;
        this.jdbc = jdbc;
        this.json = json;
        this.clock = clock;
    }

    private record MembershipRow(
            int programmeNo, LocalDate enteredOn, @Nullable LocalDate leftOn) {}

    /** Past ones too; of programmes that are in force. */
    public List<Membership> memberships(long personKey) {
        return jdbc.sql("""
                select programme_no, entered_on, left_on from programme.membership
                 where person_key = ? order by programme_no, entered_on
                """).param(people.resolve(personKey)).query(MembershipRow.class).list().stream()
                .flatMap(row -> programmes.all().stream()
                        .filter(programme -> programme.no() == row.programmeNo)
                        .map(programme -> new Membership(
                                row.programmeNo,
                                programme.programme().id(),
                                programme.programme().title(),
                                programme.programme().definition().source(),
                                row.enteredOn,
                                row.leftOn)))
                .toList();
    }

    public List<Due> duties(long personKey) {
        LocalDate today = CityTime.today(clock);
        return duties.of(people.resolve(personKey)).stream()
                .flatMap(duty -> programmes.ofService(duty.serviceNo()).stream()
                        .flatMap(programme -> programme.service(duty.serviceNo()).stream()
                                .map(service -> new Due(
                                        duty.serviceNo(),
                                        programme.no(),
                                        service.id(),
                                        service.title(),
                                        state(duty, today),
                                        duty.window().opens(),
                                        duty.window().due(),
                                        duty.lastDone(),
                                        duty.excluded() == null
                                                ? null
                                                : duty.excluded().label()))))
                .toList();
    }

    private static State state(DutyTable.Duty duty, LocalDate today) {
        if (duty.excluded() == null && duty.window().isNever()) {
            return State.COMPLETED;
        }
        return switch (Standing.of(duty.window().opens(), duty.window().due(), duty.excluded() != null, today)) {
            case EXCLUDED -> State.EXCLUDED;
            case SERVED -> State.WAITING;
            case DUE -> State.DUE;
            case LATE -> State.LATE;
        };
    }

    /** Her 转诊单, the oldest first. */
    public List<Referred> referrals(long personKey) {
        return referrals.of(people.aliases(personKey)).stream()
                .flatMap(it -> deliveries.find(it.personKey(), it.deliveryId()).stream()
                        .map(record -> referred(it, record)))
                .toList();
    }

    private Referred referred(Referral it, Delivery record) {
        return new Referred(
                it.id(),
                new PublicId(it.personKey(), it.deliveryId()),
                record.institutionId(),
                it.institutionId(),
                grades.reason(record).orElse("已停止的服务"),
                it.note(),
                it.issuedOn(),
                it.issuedBy(),
                state(it, record),
                steps(it));
    }

    private static Referring state(Referral it, Delivery record) {
        if (record.voidedAt() != null) {
            return Referring.VOIDED;
        }
        if (!it.open()) {
            return it.came() ? Referring.RETURNED : Referring.REFUSED;
        }
        return it.came() ? Referring.CAME : it.accepted() ? Referring.ACCEPTED : Referring.ISSUED;
    }

    private static List<Step> steps(Referral it) {
        List<Step> steps = new ArrayList<>();
        if (it.acceptedAt() != null && it.acceptedBy() != null) {
            steps.add(new Step("接收", it.acceptedBy(), it.acceptedAt()));
        }
        if (it.cameAt() != null && it.cameBy() != null) {
            steps.add(new Step("到诊", it.cameBy(), it.cameAt()));
        }
        if (it.returnedAt() != null && it.returnedBy() != null) {
            steps.add(new Step((it.came() ? "转回：" : "退回：") + it.returnNote(), it.returnedBy(), it.returnedAt()));
        }
        return List.copyOf(steps);
    }

    private record Row(
            long personKey,
            long deliveryId,
            int serviceNo,
            LocalDate deliveredOn,
            @Nullable Long institutionId,
            String worker,
            String form,
            Instant recordedAt,
            boolean voided) {}

    private static final String COLUMNS = """
            select person_key, delivery_id, service_no, delivered_on, institution_id, worker, form, recorded_at,
                   voided_at is not null as voided
              from programme.delivery
            """;

    /** The newest first, voided ones too; without those that stand in the record as they were filed there. */
    public List<Delivered> delivered(long personKey) {
        return jdbc
                .sql(COLUMNS + """
                where person_key in (:keys) and not starts_with(request_key, :filed)
                order by delivered_on desc, delivery_id desc limit :most
                """)
                .param("keys", people.aliases(personKey))
                .param("filed", CountVaccinations.FILED)
                .param("most", MOST)
                .query(Row.class)
                .list()
                .stream()
                .flatMap(row -> delivered(row).stream())
                .toList();
    }

    /** One of {@link #delivered(long)}. */
    public Optional<Delivered> find(PublicId id) {
        return jdbc.sql(COLUMNS + "where person_key = ? and delivery_id = ? and not starts_with(request_key, ?)")
                .params(id.shard(), id.key(), CountVaccinations.FILED)
                .query(Row.class)
                .optional()
                .flatMap(this::delivered);
    }

    private Optional<Delivered> delivered(Row row) {
        return programmes
                .ofService(row.serviceNo)
                .flatMap(programme -> programme
                        .service(row.serviceNo)
                        .map(service -> new Delivered(
                                new PublicId(row.personKey, row.deliveryId),
                                row.serviceNo,
                                programme.programme().id(),
                                service.id(),
                                service.title(),
                                service.counts(),
                                service.form(),
                                json.readTree(row.form),
                                row.deliveredOn,
                                row.institutionId,
                                row.worker,
                                row.recordedAt,
                                row.voided)));
    }
}
