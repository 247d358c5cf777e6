package org.kangcheng.rehearsal;

import java.sql.Timestamp;
import java.time.Clock;
import org.kangcheng.kernel.CityTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * What the generated people have and do, as far as programmes ask: diseases by age, occupations, pregnancies, births,
 * discharges; whom an illness threatens with poverty. From the person's key alone, so that the same city has the same facts.
 */
@Component
class ProgrammeFacts {
    /** kind, code, the first and last age, of which sex, hundredths of them, days since (from, and spread over). */
    private static final String SHARES = """
            values ('DIAGNOSIS', 'HYPERTENSION', 35, 120, null::int, 22, 90, 3000),
                   ('DIAGNOSIS', 'DIABETES', 35, 120, null, 9, 90, 3000),
                   ('DIAGNOSIS', 'DYSLIPIDAEMIA', 35, 120, null, 6, 90, 2000),
                   ('DIAGNOSIS', 'STROKE', 50, 120, null, 3, 30, 2000),
                   ('DIAGNOSIS', 'CORONARY_HEART_DISEASE', 50, 120, null, 4, 30, 2000),
                   ('DIAGNOSIS', 'SEVERE_MENTAL_ILLNESS', 18, 90, null, 1, 90, 3000),
                   ('DIAGNOSIS', 'GRAVE_ILLNESS', 30, 100, null, 2, 30, 1000),
                   ('OCCUPATION', 'MARKET', 18, 65, null, 3, 30, 1000),
                   ('OCCUPATION', 'PHARMACY', 20, 60, null, 1, 30, 1000),
                   ('OCCUPATION', 'SCHOOL', 6, 22, null, 85, 30, 600),
                   ('EVENT', 'PREGNANCY', 20, 40, 2, 6, 10, 260),
                   ('EVENT', 'DELIVERY', 20, 40, 2, 1, 2, 50),
                   ('EVENT', 'DISCHARGE', 40, 100, null, 1, 0, 12),
                   ('EVENT', 'POVERTY_WARNING', 25, 100, null, 1, 1, 120)""";

    /** 边缘易致贫、突发严重困难: of those who are not registered as poor, so many in a thousand (invented, no statistics). */
    private static final String STATUSES = """
            insert into identity.granted_status (person_key, kind, from_date, source, granted_at)
            select p.person_key, s.kind, f.began, 'CITY', :at
              from identity_pub.person p
              cross join (values ('NEAR_POVERTY', 4, 30, 700), ('SUDDEN_HARDSHIP', 2, 10, 300)) s (kind, share, since, spread)
              cross join lateral (select hashint8extended(p.person_key, hashtext(s.kind)) & 1073741823 as draw) d
              cross join lateral (select :today::date - s.since - (d.draw / 1000 % (s.spread + 1))::int as began) f
             where p.deceased_on is null and d.draw % 1000 < s.share and f.began >= p.birth_date
               and not exists (select from identity.granted_status g
                                where g.person_key = p.person_key and g.kind = 'POVERTY_REGISTRATION' and g.to_date is null)
            on conflict do nothing
            """;

    /** Of whom the village has found that the warning was right, some weeks ago: what helps her is to be arranged. */
    private static final String RISKS = """
            insert into programme.fact (person_key, kind, code, from_date, source, recorded_at)
            select person_key, 'LEVEL', 'POVERTY_RISK', from_date + 5, 'CITY', :at
              from programme.fact
             where kind = 'EVENT' and code = 'POVERTY_WARNING' and source = 'CITY' and from_date < :today::date - 30
               and hashint8(person_key) & 1 = 0
            on conflict do nothing
            """;

    private static final String FACTS = """
            insert into programme.fact (person_key, kind, code, from_date, to_date, source, recorded_at)
            select p.person_key, s.kind, s.code, f.began,
                   case s.code when 'PREGNANCY' then f.began + 400 when 'DELIVERY' then f.began + 240
                               when 'POVERTY_WARNING' then f.began + 366 end,
                   'CITY', :at
              from identity_pub.person p
              cross join (%s) s (kind, code, youngest, oldest, sex, share, since, spread)
              cross join lateral (select hashint8extended(p.person_key, hashtext(s.code)) & 1073741823 as draw) d
              cross join lateral (select :today::date - s.since - (d.draw / 100 %% (s.spread + 1))::int as began) f
             where p.deceased_on is null and (s.sex is null or p.sex = s.sex)
               and extract(year from age(:today::date, p.birth_date)) between s.youngest and s.oldest
               and d.draw %% 100 < s.share and f.began >= p.birth_date
            on conflict do nothing
            """.formatted(SHARES);

    private final JdbcClient jdbc;
    private final Clock clock;

    ProgrammeFacts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @Transactional
    void load() {
        run(STATUSES);
        run(FACTS);
        run(RISKS);
    }

    private void run(String statement) {
        jdbc.sql(statement)
                .param("at", Timestamp.from(clock.instant()))
                .param("today", CityTime.today(clock))
                .update();
    }
}
