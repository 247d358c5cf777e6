package org.kangcheng.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.kangcheng.bench.BenchCommand.Setting;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.operation.DatabaseAccess;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Kill -9 of program and database in the middle of moving and escalating; then everything is looked at. */
final class RegisterKill {
    /** So many orders are overdue by a fortnight: each has three alarms to be sent. */
    private static final int OVERDUE = 4_000;

    private static final int ALARMS_EACH = 3;
    private static final int SECONDS = 40;

    private final DatabaseAccess access;
    private final Set<String> acknowledged = new HashSet<>();
    private long faults;

    private RegisterKill(DatabaseAccess access) {
        this.access = access;
    }

    static void run(Setting setting, Path data, DatabaseAccess access, Report report) throws Exception {
        new RegisterKill(access).run(setting.application(), data, report);
    }

    private void run(Class<?> application, Path data, Report report) throws Exception {
        int overdue = overdue();
        listen(RegisterWorkers.start(application, data, access, SECONDS), overdue * ALARMS_EACH / 3);
        OwnProgram.awaitDatabase(access);
        long sent = alarms();
        report.figure("kill: moves acknowledged", acknowledged.size());
        report.figure("kill: reminders and escalations sent until then", sent);
        report.check(
                "kill: in the middle of moving and escalating",
                sent > 0 && sent < overdue * ALARMS_EACH && !acknowledged.isEmpty());
        report.check("kill: nothing acknowledged was lost", lost() == 0);
        listen(RegisterWorkers.start(application, data, access, 5), Long.MAX_VALUE);
        report.figure("kill: reminders and escalations that had to be sent", overdue * ALARMS_EACH);
        report.check("kill: none lost, none twice", alarms() == overdue * ALARMS_EACH && steps() == alarms());
        report.check("kill: nothing acknowledged after it was lost", lost() == 0 && faults == 0);
    }

    /** Of the orders that are open, some were due long ago. Their counts move with them, as rows and counts must agree. */
    private int overdue() {
        JdbcClient owner = Owner.of(access);
        owner.sql("drop table if exists bench.overdue").update();
        owner.sql("""
                create table bench.overdue as
                select shard, item_id, register_no, unit, area_code, near_on, next_on from governance.item
                 where closed_on is null and origin like 'bench:%' and unit is not null
                   and register_no = (select register_no from governance.register where id = 'hotline')
                 limit
                """ + " " + OVERDUE).update();
        owner.sql("""
                update governance.item i set near_on = current_date - 31, next_on = current_date - 30, alarm_on = current_date - 31
                  from bench.overdue o where o.shard = i.shard and o.item_id = i.item_id
                """).update();
        owner.sql("""
                insert into tally.series (name)
                select distinct 'governance.' || register_no || coalesce('.u' || owner.unit, '') || '.' || what
                  from bench.overdue, unnest(array[null, unit]) owner (unit), unnest(array['NEAR', 'DUE']) what
                on conflict do nothing
                """).update();
        owner.sql("""
                insert into tally.change (area_code, series_no, day, n)
                select area_code, series_no, moved.day, moved.n
                  from bench.overdue o, unnest(array[null, o.unit]) owner (unit),
                       lateral (values ('NEAR', near_on, -1), ('NEAR', current_date - 31, 1),
                                       ('DUE', next_on, -1), ('DUE', current_date - 30, 1)) moved (what, day, n)
                  join tally.series on true
                 where series.name = 'governance.' || o.register_no || coalesce('.u' || owner.unit, '') || '.' || moved.what
                """).update();
        return (int) Owner.number(access, "select count(*) from bench.overdue");
    }

    private long alarms() {
        return Owner.number(access, "select count(*) from governance.alarm join bench.overdue using (shard, item_id)");
    }

    private long steps() {
        return Owner.number(
                access,
                "select count(*) from governance.step join bench.overdue using (shard, item_id) where move = 'alarm'");
    }

    /** Reads what the program acknowledges; kills it and the database when so many alarms are sent. */
    private void listen(Process process, long killAt) throws IOException, InterruptedException, SQLException {
        Thread reader = Thread.ofVirtual().start(() -> {
            try (var lines = process.inputReader()) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    note(line);
                }
            } catch (IOException cutOff) {
                // It was killed: that is the point.
            }
        });
        while (process.isAlive()) {
            if (killAt < Long.MAX_VALUE && alarms() >= killAt) {
                OwnProgram.killDatabase(access);
                process.destroyForcibly();
                break;
            }
            Thread.sleep(10);
        }
        process.waitFor();
        reader.join();
    }

    private synchronized void note(String line) {
        if (line.startsWith(RegisterWorkers.MOVED)) {
            acknowledged.add(line.substring(RegisterWorkers.MOVED.length()));
        } else if (line.startsWith(RegisterWorkers.FAULT)) {
            faults++;
            System.err.println(line);
        }
    }

    /** How many of the acknowledged moves have no step: by their ids, past the platform. */
    private synchronized long lost() {
        List<String> stored = Owner.of(access)
                .sql("select shard, item_id, step_no from governance.step where by_id = 'STAFF:bench-seat'")
                .query((row, n) -> new PublicId(row.getLong(1), row.getLong(2)) + " " + row.getInt(3))
                .list();
        Set<String> there = new HashSet<>(stored);
        return acknowledged.stream().filter(move -> !there.contains(move)).count();
    }
}
