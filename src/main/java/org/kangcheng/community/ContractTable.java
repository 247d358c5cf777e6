package org.kangcheng.community;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Contracts by person, and the standing ones by team. */
@Component
class ContractTable {
    private static final String COLUMNS = """
            select person_key, contract_id, institution_id, team_id, area_code, packages, from_date, to_date, way, paper_no,
                   signed_by, signed_at, request_key, follows, renewal, ended_on, end_reason, end_note
              from community.contract
            """;

    private final JdbcClient jdbc;

    ContractTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** False when the person has a standing contract already, or sent this request before. */
    boolean insert(Contract it) {
        int inserted = jdbc.sql("""
                insert into community.contract (person_key, contract_id, institution_id, team_id, area_code, packages,
                    from_date, to_date, way, paper_no, signed_by, signed_at, request_key, follows, renewal)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict do nothing
                """)
                .params(Arrays.asList(
                        it.personKey(),
                        it.contractId(),
                        it.institutionId(),
                        it.teamId(),
                        it.areaCode(),
                        it.packages().toArray(String[]::new),
                        it.fromDate(),
                        it.toDate(),
                        it.way().name(),
                        it.paperNo(),
                        it.signedBy(),
                        Timestamp.from(it.signedAt()),
                        it.requestKey(),
                        it.follows(),
                        it.renewal()))
                .update();
        if (inserted == 1) {
            jdbc.sql("""
                    insert into community.team_contract (institution_id, team_id, to_date, person_key, contract_id)
                    values (?, ?, ?, ?, ?)
                    """)
                    .params(it.institutionId(), it.teamId(), it.toDate(), it.personKey(), it.contractId())
                    .update();
        }
        return inserted == 1;
    }

    /** Ends it as {@code now} says. False when somebody else has changed it since {@code was} was read. */
    boolean end(Contract was, Contract now, String by) {
        int ended = jdbc.sql("""
                update community.contract set ended_on = ?, end_reason = ?, end_note = ?, ended_by = ?
                 where person_key = ? and contract_id = ? and ended_on is not distinct from ?::date
                """)
                .params(Arrays.asList(
                        now.endedOn(),
                        now.endReason() == null ? null : now.endReason().name(),
                        now.endNote(),
                        by,
                        was.personKey(),
                        was.contractId(),
                        was.endedOn()))
                .update();
        jdbc.sql("""
                delete from community.team_contract
                 where institution_id = ? and team_id = ? and to_date = ? and person_key = ? and contract_id = ?
                """)
                .params(was.institutionId(), was.teamId(), was.toDate(), was.personKey(), was.contractId())
                .update();
        return ended == 1;
    }

    void countAt(Contract contract, String area) {
        jdbc.sql("update community.contract set area_code = ? where person_key = ? and contract_id = ?")
                .params(area, contract.personKey(), contract.contractId())
                .update();
    }

    /** The one that nothing has ended, be its term over or not begun. */
    Optional<Contract> open(Collection<Long> keys) {
        return jdbc.sql(COLUMNS + "where person_key in (:keys) and ended_on is null order by to_date desc limit 1")
                .param("keys", keys)
                .query((row, n) -> contract(row))
                .optional();
    }

    /** All that ever were, the newest first. */
    List<Contract> of(Collection<Long> keys) {
        return jdbc.sql(COLUMNS + "where person_key in (:keys) order by from_date desc, contract_id desc")
                .param("keys", keys)
                .query((row, n) -> contract(row))
                .list();
    }

    Optional<Contract> byRequest(long personKey, String requestKey) {
        return jdbc.sql(COLUMNS + "where person_key = ? and request_key = ?")
                .params(personKey, requestKey)
                .query((row, n) -> contract(row))
                .optional();
    }

    record TeamRow(LocalDate toDate, long personKey, long contractId) {}

    /** A team's standing contracts, those that run out first before the others. */
    List<TeamRow> ofTeam(TeamId team, LocalDate afterDay, long afterKey, int most) {
        return jdbc.sql("""
                select to_date, person_key, contract_id from community.team_contract
                 where institution_id = ? and team_id = ? and (to_date, person_key) > (?::date, ?)
                 order by to_date, person_key limit ?
                """)
                .params(team.institutionId(), team.teamId(), afterDay, afterKey, most)
                .query(TeamRow.class)
                .list();
    }

    private static Contract contract(ResultSet row) throws SQLException {
        String reason = row.getString("end_reason");
        return new Contract(
                row.getLong("person_key"),
                row.getLong("contract_id"),
                row.getLong("institution_id"),
                row.getLong("team_id"),
                row.getString("area_code"),
                List.of((String[]) row.getArray("packages").getArray()),
                row.getObject("from_date", LocalDate.class),
                row.getObject("to_date", LocalDate.class),
                SigningWay.valueOf(row.getString("way")),
                row.getString("paper_no"),
                row.getString("signed_by"),
                row.getTimestamp("signed_at").toInstant(),
                row.getString("request_key"),
                row.getObject("follows", Long.class),
                row.getBoolean("renewal"),
                row.getObject("ended_on", LocalDate.class),
                reason(reason),
                row.getString("end_note"));
    }

    private static @Nullable EndReason reason(@Nullable String name) {
        return name == null ? null : EndReason.valueOf(name);
    }
}
