package org.kangcheng.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.kangcheng.access.Actor;
import org.kangcheng.bench.BenchCommand.Bench;
import org.kangcheng.bench.BenchCommand.Setting;
import org.kangcheng.definition.UnsoundException;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.operation.DataDirectory;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.operation.EmbeddedPostgres;
import org.kangcheng.programme.Coverage;
import org.kangcheng.programme.Figures;
import org.kangcheng.programme.ShippedProgrammes;
import org.postgresql.PGConnection;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A round of one county as the city reported one: 224,766 people due, 454,670 services in 7 days (two for everybody, a
 * third for some), here by scale. The round is a definition; each service goes through the platform's use case in a
 * process of its own, which is killed in the middle together with the database. Afterwards a query of its own counts.
 */
final class RoundBench implements Bench {
    private static final long PEOPLE = 224_766;
    private static final long SERVICES = 454_670;
    private static final double DAYS = 7;
    /** Killed when so many hundredths of the services are acknowledged. */
    private static final int KILLED_AT = 40;

    private final Set<String> delivered = new HashSet<>();
    private final Set<String> excluded = new HashSet<>();
    private long faults;
    private double p99;

    @Override
    public void run(Setting setting, Report report) throws Exception {
        Path data = LoadedCity.of(setting.scale(), setting).data();
        report.figure("scale of the city", setting.scale());
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(DataDirectory.at(data), line -> {})) {
            DatabaseAccess access = postgres.access();
            Round round = Round.choose(access, setting.scale());
            try (ConfigurableApplicationContext program = Platform.within(setting.application(), data, access)) {
                report.figure("seconds to gather the round's people", gather(program, access, round));
            }
            long wanted = Owner.number(access, Round.MINE.formatted("count(*)", "duty"));
            report.figure("people due", round.people(access));
            report.figure("services due", wanted);
            replay(setting, data, access, wanted, report);
            try (ConfigurableApplicationContext program = Platform.within(setting.application(), data, access)) {
                settle(program, access, round, report);
            }
        }
    }

    /** @param least the youngest who are tested; @param third the youngest who are tested a third time */
    private record Round(String county, int least, int third) {
        /** Rows of a table keyed by person and service that are the round's. */
        static final String MINE = """
                select %s from programme.%s d
                 where d.service_no in (select s.service_no from programme.service s
                                          join programme.programme p using (programme_no)
                                         where p.id = '""" + RoundWorkers.PROGRAMME + "')";

        /** Ages in the largest county such that about as many are due as the report says. */
        static Round choose(DatabaseAccess access, double scale) {
            JdbcClient jdbc = Owner.of(access);
            String county = jdbc.sql("""
                    select left(area_code, 6) from identity.resident_count group by 1 order by sum(residents) desc limit 1
                    """).query(String.class).single();
            int least = youngest(jdbc, county, Math.round(PEOPLE * scale));
            int third = youngest(jdbc, county, Math.round((SERVICES - 2 * PEOPLE) * scale));
            return new Round(county, least, third);
        }

        private static int youngest(JdbcClient jdbc, String county, long people) {
            return jdbc.sql("""
                    select coalesce(min(age), 120) from (
                        select age, sum(count(*)) over (order by age desc) as older from (
                            select extract(year from age((now() at time zone 'Asia/Shanghai')::date, birth_date))::int as age from identity.person
                             where area_code like ? || '%' and deceased_on is null) living
                         group by age) ages
                     where older <= ?
                    """).params(county, people).query(Integer.class).single();
        }

        String definition() {
            String form = "form: {fields: [{id: tube, label: 管号, kind: text}]}";
            return """
                    engine: programme
                    id: %1$s
                    title: 区域检测（测速）
                    version: 1
                    source: 测速
                    from: 2020-01-01
                    members: age >= %3$d && area.startsWith("%2$s")
                    services:
                      - {id: first, title: 第一轮, cadence: {once: {within: 7}}, by: [VILLAGE_DOCTOR], %5$s}
                      - {id: second, title: 第二轮, cadence: {once: {within: 7}}, by: [VILLAGE_DOCTOR], %5$s}
                      - {id: third, title: 第三轮, when: age >= %4$d, cadence: {once: {within: 7}}, by: [VILLAGE_DOCTOR], %5$s}
                    examples:
                      - {facts: {age: 119, area: "%2$s001001"}, member: true}
                      - {facts: {age: 119, area: "999999001001"}, member: false}
                    """.formatted(RoundWorkers.PROGRAMME, county, least, third, form);
        }

        /** By a query that knows nothing of programmes. */
        long people(DatabaseAccess access) {
            return people(access, "deceased_on is null");
        }

        long people(DatabaseAccess access, String condition) {
            return Owner.of(access)
                    .sql("""
                    select count(*) from identity.person
                     where area_code like ? || '%%' and birth_date <= (now() at time zone 'Asia/Shanghai')::date - make_interval(years => ?) and %s
                    """.formatted(condition))
                    .params(county, least)
                    .query(Long.class)
                    .single();
        }
    }

    private static double gather(ConfigurableApplicationContext program, DatabaseAccess access, Round round)
            throws InterruptedException, UnsoundException {
        long begun = System.nanoTime();
        program.getBean(ShippedProgrammes.class).putInForce(Actor.system("bench"), "bench", round.definition());
        LoadedCity.gathered(access);
        return (System.nanoTime() - begun) / 1e9;
    }

    private void replay(Setting setting, Path data, DatabaseAccess access, long wanted, Report report)
            throws IOException, InterruptedException, SQLException {
        double before = listen(setting, data, access, wanted * KILLED_AT / 100);
        long acknowledged = delivered.size() + excluded.size();
        report.figure("acknowledged before kill -9 of program and database", acknowledged);
        report.check("killed in the middle", acknowledged < wanted && acknowledged > 0);
        awaitDatabase(access);
        report.check("nothing acknowledged was lost at the kill", lost(access) == 0);
        int first = delivered.size();
        double after = listen(setting, data, access, Long.MAX_VALUE);
        double rate = (delivered.size() - first) / after;
        report.figure("services a second, until the kill", first / before);
        report.figure("services a second, after it until the end", rate);
        report.figure("one service, p99 ms with 16 at once", p99);
        report.figure("services a second of the reported round", SERVICES / DAYS / 86_400);
        report.ratio("services a second to the reported round's", rate / (SERVICES / DAYS / 86_400));
        report.check("nothing was refused", faults == 0);
    }

    /**
     * Runs the round's program and notes what it acknowledges.
     *
     * @param killAfter both are killed when so much was acknowledged
     * @return seconds from the first acknowledgement to the last
     */
    private double listen(Setting setting, Path data, DatabaseAccess access, long killAfter)
            throws IOException, InterruptedException, SQLException {
        Process process = RoundWorkers.start(setting.application(), data, access);
        long first = 0;
        long last = 0;
        boolean killed = false;
        try (var lines = process.inputReader()) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (note(line, killed)) {
                    last = System.nanoTime();
                    first = first == 0 ? last : first;
                }
                if (!killed && delivered.size() + excluded.size() >= killAfter) {
                    killed = true;
                    killDatabase(access);
                    process.destroyForcibly();
                }
            }
        } catch (IOException e) {
            if (!killed) {
                throw e;
            }
        }
        process.waitFor();
        return (last - first) / 1e9;
    }

    /** @return whether the line acknowledges something */
    private boolean note(String line, boolean killed) {
        if (line.startsWith(RoundWorkers.DELIVERED)) {
            delivered.add(line.substring(RoundWorkers.DELIVERED.length()));
            return true;
        }
        if (line.startsWith(RoundWorkers.EXCLUDED)) {
            excluded.add(line.substring(RoundWorkers.EXCLUDED.length()));
            return true;
        }
        if (line.startsWith(RoundWorkers.END)) {
            p99 = Double.parseDouble(line.substring(RoundWorkers.END.length()));
        }
        if (line.startsWith(RoundWorkers.FAULT) && !killed) {
            faults++;
            System.err.println(line);
        }
        return false;
    }

    /** The server is the parent of each of its connections' processes. */
    private static void killDatabase(DatabaseAccess access) throws SQLException {
        try (Connection connection = access.connectAsOwner()) {
            int process = connection.unwrap(PGConnection.class).getBackendPID();
            ProcessHandle.of(process).flatMap(ProcessHandle::parent).ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /** Its keeper starts it again. */
    private static void awaitDatabase(DatabaseAccess access) throws InterruptedException {
        for (int tried = 0; ; tried++) {
            try (Connection connection = access.connectAsOwner()) {
                connection.isValid(1);
                return;
            } catch (SQLException e) {
                if (tried == 600) {
                    throw new IllegalStateException("the database did not come back", e);
                }
                Thread.sleep(200);
            }
        }
    }

    /** How many of the acknowledged are not there: by their ids, past the platform. */
    private long lost(DatabaseAccess access) {
        Set<String> stored = new HashSet<>(Owner.of(access)
                .sql(Round.MINE.formatted("d.person_key, d.delivery_id, d.service_no", "delivery"))
                .query((row, n) ->
                        new org.kangcheng.kernel.PublicId(row.getLong(1), row.getLong(2)) + " " + row.getInt(3))
                .list());
        return delivered.stream().filter(id -> !stored.contains(id)).count();
    }

    /** Due = done ± exclusions, counted by the platform and by queries that know nothing of it. */
    private void settle(ConfigurableApplicationContext program, DatabaseAccess access, Round round, Report report) {
        LocalDate today = CityTime.today(program.getBean(Clock.class));
        Figures figures = program.getBean(Figures.class);
        long unreachable =
                round.people(access, "deceased_on is null and person_key % " + RoundWorkers.UNREACHABLE_EACH + " = 1");
        report.figure("people who could not be reached", unreachable);
        report.check("nothing acknowledged was lost", lost(access) == 0);
        report.check(
                "nothing was recorded twice",
                Owner.number(access, """
                select count(*) from (
                """ + Round.MINE.formatted("d.person_key, d.service_no", "delivery") + """
                   and d.voided_at is null group by 1, 2 having count(*) > 1) twice""") == 0);
        boolean equal = true;
        for (String service : List.of("first", "second")) {
            long people = round.people(access);
            long done = Owner.number(access, """
                    select count(distinct d.person_key) from programme.delivery d
                      join programme.service s using (service_no) join programme.programme p using (programme_no)
                     where p.id = '%s' and s.id = '%s' and d.voided_at is null
                    """.formatted(RoundWorkers.PROGRAMME, service));
            Coverage counted = figures.of(RoundWorkers.PROGRAMME, service, round.county(), today)
                    .orElseThrow();
            report.figure(service + " round: people done", done);
            equal &= people - unreachable == done
                    && counted.served() == done
                    && counted.members() - counted.excludedInAll() == done
                    && counted.due() + counted.late() == 0;
        }
        report.check("due = done and excluded, by the platform's figures and by a query of its own", equal);
    }
}
