package org.kangcheng.encounter;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.kangcheng.encounter.Prescription.State;
import org.kangcheng.encounter.VisitCounting.What;
import org.kangcheng.kernel.PublicId;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class PrescriptionTable {
    private static final String COLUMNS = """
            select person_key, prescription_id, visit_id, institution_id, medicine_code, packs, dosage, allergy_reason,
                   state, ordered_at, ordered_by, dispensed_at, entry_key
              from encounter.prescription
            """;

    private final JdbcClient jdbc;
    private final VisitCounting counting;

    PrescriptionTable(JdbcClient jdbc, VisitCounting counting) {
        this.jdbc = jdbc;
        this.counting = counting;
    }

    /** False when the request was made before, or the medicine is already prescribed in this visit. */
    boolean insert(Prescription prescription, String requestKey) {
        boolean inserted = jdbc.sql("""
                insert into encounter.prescription (person_key, prescription_id, visit_id, institution_id,
                    medicine_code, packs, dosage, allergy_reason, ordered_at, ordered_by, entry_key, request_key)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                        .params(prescription.personKey(), prescription.prescriptionId(), prescription.visitId())
                        .params(prescription.institutionId(), prescription.medicineCode(), prescription.packs())
                        .params(prescription.dosage(), prescription.allergyReason())
                        .params(Timestamp.from(prescription.orderedAt()), prescription.orderedBy())
                        .params(prescription.entryKey(), requestKey)
                        .update()
                == 1;
        if (inserted) {
            counting.done(What.PRESCRIPTIONS, prescription.visit(), 1);
        }
        return inserted;
    }

    Optional<Prescription> byRequest(long personKey, String requestKey) {
        return jdbc.sql(COLUMNS + "where person_key = ? and request_key = ?")
                .params(personKey, requestKey)
                .query((row, n) -> prescription(row))
                .optional();
    }

    Optional<Prescription> find(PublicId prescription) {
        return jdbc.sql(COLUMNS + "where person_key = ? and prescription_id = ?")
                .params(prescription.shard(), prescription.key())
                .query((row, n) -> prescription(row))
                .optional();
    }

    List<Prescription> ofVisit(PublicId visit) {
        return jdbc.sql(COLUMNS + "where person_key = ? and visit_id = ? order by prescription_id")
                .params(visit.shard(), visit.key())
                .query((row, n) -> prescription(row))
                .list();
    }

    /** True for the one caller that hands the medicine out. */
    boolean dispense(PublicId prescription, String by, Instant now) {
        boolean dispensed = jdbc.sql("""
                update encounter.prescription set state = 'DISPENSED', dispensed_at = ?, dispensed_by = ?
                 where person_key = ? and prescription_id = ? and state = 'ORDERED'
                """)
                        .params(Timestamp.from(now), by, prescription.shard(), prescription.key())
                        .update()
                == 1;
        if (dispensed) {
            counting.done(What.DISPENSED, find(prescription).orElseThrow().visit(), 1);
        }
        return dispensed;
    }

    boolean cancel(PublicId prescription) {
        boolean cancelled =
                jdbc.sql("""
                update encounter.prescription set state = 'CANCELLED'
                 where person_key = ? and prescription_id = ? and state = 'ORDERED'
                """).params(prescription.shard(), prescription.key()).update() == 1;
        if (cancelled) {
            counting.done(What.PRESCRIPTIONS, find(prescription).orElseThrow().visit(), -1);
        }
        return cancelled;
    }

    private static Prescription prescription(ResultSet row) throws SQLException {
        return new Prescription(
                row.getLong("person_key"),
                row.getLong("prescription_id"),
                row.getLong("visit_id"),
                row.getLong("institution_id"),
                row.getString("medicine_code"),
                row.getInt("packs"),
                row.getString("dosage"),
                row.getString("allergy_reason"),
                State.valueOf(row.getString("state")),
                row.getTimestamp("ordered_at").toInstant(),
                row.getString("ordered_by"),
                VisitTable.instant(row.getTimestamp("dispensed_at")),
                row.getLong("entry_key"));
    }
}
