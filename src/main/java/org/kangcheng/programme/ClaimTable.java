package org.kangcheng.programme;

import java.time.LocalDate;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class ClaimTable {
    /** @param line the field of the form @param differs what was found is not what was claimed */
    record Row(
            long personKey,
            long deliveryId,
            String line,
            int serviceNo,
            String areaCode,
            LocalDate foundOn,
            String claimed,
            String found,
            boolean differs) {}

    private final JdbcClient jdbc;

    ClaimTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Row row) {
        jdbc.sql("""
                insert into programme.claim (person_key, delivery_id, line, service_no, area_code, found_on, claimed,
                    found, differs)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """)
                .params(row.personKey, row.deliveryId, row.line, row.serviceNo, row.areaCode, row.foundOn)
                .params(row.claimed, row.found, row.differs)
                .update();
        if (row.differs) {
            jdbc.sql("""
                    insert into programme.disagreement (area_code, service_no, line, person_key, delivery_id, found_on,
                        claimed, found)
                    values (?, ?, ?, ?, ?, ?, ?, ?)
                    """)
                    .params(row.areaCode, row.serviceNo, row.line, row.personKey, row.deliveryId, row.foundOn)
                    .params(row.claimed, row.found)
                    .update();
        }
    }

    /** @return what was there */
    List<Row> delete(Delivery delivery) {
        List<Row> gone = jdbc.sql("""
                delete from programme.claim where person_key = ? and delivery_id = ?
                returning person_key, delivery_id, line, service_no, area_code, found_on, claimed, found, differs
                """)
                .params(delivery.personKey(), delivery.deliveryId())
                .query(Row.class)
                .list();
        gone.stream()
                .filter(Row::differs)
                .forEach(row -> jdbc.sql("""
                delete from programme.disagreement
                 where area_code = ? and service_no = ? and line = ? and person_key = ? and delivery_id = ?
                """)
                        .params(row.areaCode, row.serviceNo, row.line, row.personKey, row.deliveryId)
                        .update());
        return gone;
    }

    /** Of one delivery, line by line. */
    List<Row> of(long personKey, long deliveryId) {
        return jdbc.sql("""
                select person_key, delivery_id, line, service_no, area_code, found_on, claimed, found, differs
                  from programme.claim where person_key = ? and delivery_id = ? order by line
                """).params(personKey, deliveryId).query(Row.class).list();
    }

    /** Those of a line that differ in one village, by person; from the one after {@code person, delivery} on. */
    List<Row> differing(String village, int serviceNo, String line, long person, long delivery, int most) {
        return jdbc.sql("""
                select person_key, delivery_id, line, service_no, area_code, found_on, claimed, found, true as differs
                  from programme.disagreement
                 where area_code = ? and service_no = ? and line = ? and (person_key, delivery_id) > (?, ?)
                 order by person_key, delivery_id limit ?
                """)
                .params(village, serviceNo, line, person, delivery, most)
                .query(Row.class)
                .list();
    }
}
