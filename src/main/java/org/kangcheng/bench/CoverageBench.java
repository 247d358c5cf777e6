package org.kangcheng.bench;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.bench.BenchCommand.Bench;
import org.kangcheng.bench.BenchCommand.Setting;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.operation.DataDirectory;
import org.kangcheng.operation.DatabaseAccess;
import org.kangcheng.operation.EmbeddedPostgres;
import org.kangcheng.programme.Coverage;
import org.kangcheng.programme.FactKind;
import org.kangcheng.programme.Facts;
import org.kangcheng.programme.FieldWork;
import org.kangcheng.programme.Figures;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The coverage engine on the generated city: gathering all shipped programmes, keeping them, a village doctor's list, a
 * county's coverage. Beside each the same question as somebody would ask it in plain SQL over the raw tables, where
 * nothing is kept ready: people, facts, deliveries.
 */
final class CoverageBench implements Bench {
    private static final int FACTS = 3_000;
    private static final int LISTS = 400;
    private static final int COUNTIES = 60;
    /** In plain SQL each takes as long as the other. */
    private static final int PLAIN = 3;

    /** Who has hypertension alone and is due for a follow-up, by hand. */
    private static final String MEMBERS = """
            select p.person_key, p.deceased_on
              from identity.person p
             where p.area_code like :area || '%' and p.birth_date <= :today::date - interval '35 years'
               and exists (select from programme.fact f where f.person_key = p.person_key and f.kind = 'DIAGNOSIS'
                              and f.code = 'HYPERTENSION' and f.from_date <= :today
                              and (f.to_date is null or f.to_date > :today))
               and not exists (select from programme.fact f where f.person_key = p.person_key and f.kind = 'DIAGNOSIS'
                              and f.code = 'DIABETES' and f.from_date <= :today
                              and (f.to_date is null or f.to_date > :today))""";

    private static final String LAST = """
            left join lateral (
                select d.delivered_on, d.grade from programme.delivery d
                 where d.person_key = m.person_key and d.service_no = :service and d.voided_at is null
                 order by d.delivered_on desc, d.delivery_id desc limit 1
            ) d on true""";

    private record Answer(long members, long served) {}

    @Override
    public void run(Setting setting, Report report) throws Exception {
        LoadedCity city = LoadedCity.of(setting.scale(), setting);
        report.figure("scale of the city", setting.scale());
        city.tell("", report);
        try (EmbeddedPostgres postgres = EmbeddedPostgres.start(DataDirectory.at(city.data()), line -> {});
                ConfigurableApplicationContext program =
                        Platform.within(setting.application(), city.data(), postgres.access())) {
            new Questions(program, postgres.access(), report).ask(city.gathering());
        }
    }

    private static final class Questions {
        private final JdbcClient jdbc;
        private final FieldWork work;
        private final Figures figures;
        private final Facts facts;
        private final DatabaseAccess access;
        private final Report report;
        private final LocalDate today;

        Questions(ConfigurableApplicationContext program, DatabaseAccess access, Report report) {
            this.jdbc = program.getBean(JdbcClient.class);
            this.work = program.getBean(FieldWork.class);
            this.figures = program.getBean(Figures.class);
            this.facts = program.getBean(Facts.class);
            this.access = access;
            this.report = report;
            this.today = CityTime.today(program.getBean(Clock.class));
        }

        void ask(double gathering) throws InterruptedException {
            Owner.of(access).sql("analyze").update();
            count("people", "select count(*) from identity.person");
            count("programmes", "select count(*) from programme.programme");
            count("services", "select count(*) from programme.service");
            count("memberships", "select count(*) from programme.membership where left_on is null");
            count("duties", "select count(*) from programme.duty");
            count("deliveries", "select count(*) from programme.delivery");
            gatheredBesidePlain(gathering);
            counties();
            lists();
            upkeep();
        }

        private void count(String what, String sql) {
            report.figure(what, Owner.number(access, sql));
        }

        /** One service gathered, with its rows, lists and counts written, to one that is only counted. */
        private void gatheredBesidePlain(double gathering) {
            long services = Owner.number(access, "select count(*) from programme.service");
            plain("3715");
            long begun = System.nanoTime();
            plain("3715");
            double seconds = (System.nanoTime() - begun) / 1e9;
            report.figure("seconds of one service of the whole city in plain SQL", seconds);
            report.ratio("gathering a service to one answer in plain SQL", gathering / services / seconds);
        }

        private void counties() {
            List<String> counties = jdbc.sql("select distinct left(area_code, 6) from identity_pub.resident_count")
                    .query(String.class)
                    .list();
            boolean same = true;
            for (String county : counties) {
                Coverage kept = coverage(county);
                Answer asked = plain(county);
                same &= kept.members() == asked.members && kept.served() == asked.served;
            }
            report.check("each county's coverage is what plain SQL counts", same);
            double kept = Percentile.p99(COUNTIES, n -> coverage(counties.get(n % counties.size())));
            double asked = Percentile.p99(PLAIN, n -> plain(counties.get(n % counties.size())));
            report.figure("coverage of a county, p99 ms", kept);
            report.figure("coverage of a county in plain SQL, p99 ms", asked);
            report.ratio("coverage of a county to plain SQL", kept / asked);
        }

        private Coverage coverage(String area) {
            return figures.of("hypertension", "follow-up", area, today).orElseThrow();
        }

        /** Served: graded well and less than 45 days ago, or today. */
        private Answer plain(String area) {
            return jdbc.sql("""
                    select count(*) as members,
                           count(*) filter (where m.deceased_on is null and
                               (d.delivered_on >= :today or (d.grade = '1' and d.delivered_on + 45 > :today))) as served
                      from (%s) m %s
                    """.formatted(MEMBERS, LAST))
                    .param("area", area)
                    .param("today", today)
                    .param("service", service())
                    .query(Answer.class)
                    .single();
        }

        private int service() {
            return jdbc.sql("""
                    select s.service_no from programme.service s join programme.programme p using (programme_no)
                     where p.id = 'hypertension' and s.id = 'follow-up'
                    """).query(Integer.class).single();
        }

        /** The whole list of all programmes, beside plain SQL for one of its services. */
        private void lists() {
            List<String> villages = jdbc.sql("""
                    select area_code from identity_pub.resident_count where residents > 0 order by hashtext(area_code)
                    """).query(String.class).list();
            double kept = Percentile.p99(LISTS, n -> list(villages.get(n % villages.size())));
            double asked = Percentile.p99(PLAIN, n -> plainList(villages.get(n % villages.size())));
            report.figure("a village doctor's list, all programmes, p99 ms", kept);
            report.figure("the same of one service in plain SQL, p99 ms", asked);
            report.ratio("a doctor's list to plain SQL of one service", kept / asked);
        }

        private int list(String village) {
            Actor doctor = new Actor(
                    Actor.Kind.STAFF, "1", "村医", Set.of(Role.VILLAGE_DOCTOR), null, null, null, village, null, false);
            return work.inVillage(doctor, village, 50).size();
        }

        private int plainList(String village) {
            return jdbc.sql("""
                    select m.person_key, d.delivered_on + 90 as due
                      from (%s) m %s
                     where m.deceased_on is null and not coalesce(
                           d.delivered_on >= :today or (d.grade = '1' and d.delivered_on + 45 > :today), false)
                     order by due, m.person_key limit 50
                    """.formatted(MEMBERS, LAST))
                    .param("area", village)
                    .param("today", today)
                    .param("service", service())
                    .query()
                    .listOfRows()
                    .size();
        }

        /** A diagnosis told, and everything that follows from it; beside the bare insert of the same fact. */
        private void upkeep() throws InterruptedException {
            List<Long> people = jdbc.sql("""
                    select person_key from identity_pub.person
                     where deceased_on is null and birth_date < :today::date - interval '40 years'
                       and not exists (select from programme.fact f where f.person_key = person.person_key)
                     order by person_key limit :most
                    """)
                    .param("today", today)
                    .param("most", 2 * FACTS)
                    .query(Long.class)
                    .list();
            List<Long> told = people.subList(0, people.size() / 2);
            List<Long> bare = people.subList(people.size() / 2, people.size());
            long begun = System.nanoTime();
            bare.forEach(key -> jdbc.sql("""
                            insert into programme.fact (person_key, kind, code, from_date, source, recorded_at)
                            values (?, 'DIAGNOSIS', 'BENCH', ?, 'BENCH', now())
                            """).params(key, today).update());
            double plain = (System.nanoTime() - begun) / 1e6 / bare.size();
            begun = System.nanoTime();
            told.forEach(key -> facts.tell(key, FactKind.DIAGNOSIS, "HYPERTENSION", today, null, "BENCH"));
            while (Owner.number(access, "select count(*) from programme.stale") > 0) {
                Thread.sleep(20);
            }
            double kept = (System.nanoTime() - begun) / 1e6 / told.size();
            report.figure("upkeep per changed fact, ms (all programmes looked at again, one worker)", kept);
            report.figure("a bare insert of the fact, ms", plain);
            report.ratio("upkeep per changed fact to a bare insert", kept / plain);
            long members = Owner.number(access, """
                    select count(*) from programme.membership m join programme.fact f using (person_key)
                     where f.source = 'BENCH' and f.code = 'HYPERTENSION' and m.left_on is null
                       and m.programme_no = (select programme_no from programme.programme where id = 'hypertension')
                    """);
            report.check("everybody told of is a member", members == told.size());
        }
    }
}
