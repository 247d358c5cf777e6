package org.kangcheng.governance;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Who ever had items of a register, so that a list can be asked for by a name. */
@Component
class OwnerTable {
    private record Known(int registerNo, String owner, String name) {}

    private final JdbcClient jdbc;
    /** What was written or found once: a row here is never taken away. */
    private final Set<Known> known = ConcurrentHashMap.newKeySet();

    OwnerTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void note(Item item) {
        String owner = item.owner();
        String name = item.ownerName();
        if (owner == null || name == null || known.contains(new Known(item.registerNo(), owner, name))) {
            return;
        }
        boolean there = jdbc.sql("""
                insert into governance.owner (register_no, owner, owner_name) values (?, ?, ?) on conflict do nothing
                """).params(item.registerNo(), owner, name).update() == 0;
        if (there) {
            // Only what is committed for certain: this transaction may still fail.
            known.add(new Known(item.registerNo(), owner, name));
        }
    }

    /** Everybody of that name. */
    List<String> called(int registerNo, String name) {
        return jdbc.sql("select owner from governance.owner where register_no = ? and owner_name = ?")
                .params(registerNo, name)
                .query(String.class)
                .list();
    }
}
