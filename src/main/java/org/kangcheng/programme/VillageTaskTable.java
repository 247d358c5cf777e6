package org.kangcheng.programme;

import java.util.Collection;
import java.util.Optional;
import org.kangcheng.directory.Area;
import org.kangcheng.directory.Areas;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What is to be done for everybody of a programme: village by village, a transaction each, by any number of programs. */
@Component
class VillageTaskTable {
    enum Task {
        /** The service's days are asked for otherwise than before. */
        REDATE,
        /** The programme's time is over. */
        END
    }

    record Row(Task task, int programmeNo, int serviceNo, String areaCode) {}

    /** All services of the programme. */
    static final int ALL = -1;

    private final JdbcClient jdbc;
    private final Areas areas;

    VillageTaskTable(JdbcClient jdbc, Areas areas) {
        this.jdbc = jdbc;
        this.areas = areas;
    }

    /** In each village where one of the services is due to somebody. */
    void askWhereDue(Task task, int programmeNo, int serviceNo, Collection<Integer> services) {
        jdbc.sql("""
                insert into programme.village_task (task, programme_no, service_no, area_code)
                select ?, ?, ?, village from unnest(?::text[]) village
                 where exists (select from programme.work w
                                where w.area_code = village and w.service_no = any(?::int[]))
                on conflict do nothing
                """)
                .params(task.name(), programmeNo, serviceNo)
                .params(
                        areas.villages().stream().map(Area::code).toArray(String[]::new),
                        services.toArray(Integer[]::new))
                .update();
    }

    void ask(Task task, int programmeNo, int serviceNo, String village) {
        jdbc.sql("""
                insert into programme.village_task (task, programme_no, service_no, area_code)
                values (?, ?, ?, ?) on conflict do nothing
                """).params(task.name(), programmeNo, serviceNo, village).update();
    }

    /** Takes one away, in the transaction that does it; whoever takes at the same time takes another. */
    Optional<Row> take() {
        return jdbc.sql("""
                delete from programme.village_task where (task, programme_no, service_no, area_code) = (
                    select task, programme_no, service_no, area_code from programme.village_task
                     order by task, programme_no, service_no, area_code limit 1 for update skip locked)
                returning task, programme_no, service_no, area_code
                """).query(Row.class).optional();
    }

    boolean isDone(Task task, int programmeNo) {
        return jdbc.sql("select not exists (select from programme.village_task where task = ? and programme_no = ?)")
                .params(task.name(), programmeNo)
                .query(Boolean.class)
                .single();
    }
}
