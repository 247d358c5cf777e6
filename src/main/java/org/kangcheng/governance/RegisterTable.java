package org.kangcheng.governance;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

@Component
class RegisterTable {
    record Row(int registerNo, String id, int version) {}

    private final JdbcClient jdbc;

    RegisterTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    List<Row> all() {
        return jdbc.sql("select register_no, id, version from governance.register order by register_no")
                .query(Row.class)
                .list();
    }

    void save(Register register) {
        jdbc.sql("""
                insert into governance.register (id, version) values (?, ?)
                on conflict (id) do update set version = excluded.version
                """).params(register.id(), register.definition().version()).update();
    }
}
