package org.kangcheng.rehearsal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.kangcheng.kernel.CityTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Family-doctor teams of every primary institution, one for each five villages of its town, and the contracts that the
 * generated people have with them: most of the key groups, few of the others (invented shares, no statistics). Each team
 * signed its people on one day of the last year, half of them anew after a year before. A few statements over everybody, and from the people's keys alone, so that
 * the same city has the same contracts.
 */
@Component
class FamilyDoctors {
    /** Hundredths of the key groups, and of everybody else. */
    private static final int OF_KEY_GROUPS = 60;

    private static final int OF_OTHERS = 8;

    private static final String TEAMS = """
            insert into community.team (institution_id, team_id, name, phone, opened_on)
            select distinct institution_id, institution_id * 100 + nth, name || '家庭医生' || nth + 1 || '队', '', :opened::date
              from (%s) village
            """;
    /** Each village, its town's institution, and which team of it answers for the village. */
    private static final String VILLAGES = """
            select a.code, i.institution_id, i.name,
                   (row_number() over (partition by i.institution_id order by a.code) - 1) / 5 as nth
              from directory.area a
              join lateral (select institution_id, name from directory.institution
                             where kind = 'PRIMARY' and area_code = left(a.code, 9) and closed_on is null
                             order by institution_id limit 1) i on true
             where a.level = 'village'""";

    private static final String AREAS = """
            insert into community.team_area (area_code, institution_id, team_id)
            select code, institution_id, institution_id * 100 + nth from (%s) village
            """;
    /** Two of the institution's general practice in turn, and the doctor of each village. */
    private static final String MEMBERS = """
            insert into community.team_member (institution_id, team_id, member_id, works_at, practitioner_id, role, from_date)
            select institution_id, team_id, row_number() over (), works_at, practitioner_id, role, :opened::date from (
                select t.institution_id, t.team_id, p.institution_id as works_at, p.practitioner_id,
                       case when p.nth = t.team_id %% p.all_of_them then 'LEADER' else 'PUBLIC_HEALTH' end as role
                  from community.team t
                  join (select p.institution_id, p.practitioner_id,
                               row_number() over (partition by p.institution_id order by p.practitioner_id) - 1 as nth,
                               count(*) over (partition by p.institution_id) as all_of_them
                          from directory.practitioner p join directory.department d using (institution_id, department_id)
                         where d.subject_code = '0200' and p.left_on is null) p
                    on p.institution_id = t.institution_id
                   and (p.nth = t.team_id %% p.all_of_them or p.nth = (t.team_id + 1) %% p.all_of_them)
                union all
                select a.institution_id, a.team_id, v.institution_id, v.practitioner_id, 'VILLAGE_DOCTOR'
                  from community.team_area a
                  join lateral (select p.institution_id, p.practitioner_id
                                  from directory.institution i join directory.practitioner p using (institution_id)
                                 where i.kind = 'VILLAGE_CLINIC' and i.area_code = a.area_code and p.left_on is null
                                 order by p.practitioner_id limit 1) v on true
            ) member
            on conflict do nothing
            """;

    private static final String CONTRACTS = """
            insert into community.contract (person_key, contract_id, institution_id, team_id, area_code, packages, from_date,
                to_date, way, paper_no, signed_by, signed_at, request_key)
            select p.person_key, 1, t.institution_id, t.team_id, p.area_code, array_prepend('basic@1', p.special), d.began,
                   (d.began + interval '1 year')::date, w.way, case when w.way = 'PAPER' then 'P' || p.draw end, '演示',
                   d.began::timestamptz, 'demo'
              from (
                select p.person_key, p.area_code, hashint8extended(p.person_key, 4711) & 1073741823 as draw,
                       array_remove(array[
                           case when p.birth_date <= :today::date - interval '65 years' then 'elderly@1' end,
                           case when s.disabled then 'disabled@1' end,
                           case when s.special then 'special-family@1' end,
                           case when s.poor then 'poor@1' end,
                           case when f.hypertension then 'hypertension@1' end,
                           case when f.diabetes then 'diabetes@1' end,
                           case when f.pregnancy then 'pregnancy@1' end,
                           case when p.birth_date > :today::date - interval '7 years' then 'child@1' end], null) as special
                  from identity_pub.person p
                  left join (select person_key, bool_or(kind = 'DISABILITY') as disabled,
                                    bool_or(kind = 'BEREAVED_ONLY_CHILD_FAMILY') as special,
                                    bool_or(kind in ('POVERTY_REGISTRATION', 'NEAR_POVERTY')) as poor
                               from identity_pub.granted_status where to_date is null group by person_key) s
                         using (person_key)
                  left join (select person_key, bool_or(code = 'HYPERTENSION') as hypertension,
                                    bool_or(code = 'DIABETES') as diabetes, bool_or(code = 'PREGNANCY') as pregnancy
                               from programme.fact where code in ('HYPERTENSION', 'DIABETES', 'PREGNANCY')
                                and (to_date is null or to_date > :today) group by person_key) f
                         using (person_key)
                 where p.deceased_on is null
              ) p
              join community.team_area t on t.area_code = p.area_code
              cross join lateral (select :today::date - (20 + t.team_id %% 330)::int as began) d
              cross join lateral (select (array['PAPER', 'TABLE', 'TABLE', 'PHONE'])[1 + p.draw / 100 %% 4] as way) w
             where p.person_key = any(:sure)
                or p.draw %% 100 < case when cardinality(p.special) > 0 then :key_groups else :others end
            on conflict do nothing
            """;
    /** Every other one goes on from a contract of the year before. */
    private static final String EARLIER = """
            insert into community.contract (person_key, contract_id, institution_id, team_id, area_code, packages, from_date,
                to_date, way, paper_no, signed_by, signed_at, request_key, ended_on, end_reason, ended_by)
            select person_key, 0, institution_id, team_id, area_code, packages, (from_date - interval '1 year')::date,
                   from_date, way, paper_no, signed_by, signed_at - interval '1 year', 'demo-earlier', from_date, 'RENEWED',
                   signed_by
              from community.contract where hashint8(person_key) % 2 = 0
            """;

    private static final String RENEWED = """
            update community.contract c set follows = 0, renewal = true
             where contract_id = 1
               and exists (select from community.contract b where b.person_key = c.person_key and b.contract_id = 0)
            """;
    private static final String BY_TEAM = """
            insert into community.team_contract (institution_id, team_id, to_date, person_key, contract_id)
            select institution_id, team_id, to_date, person_key, contract_id from community.contract where ended_on is null
            """;
    private static final String FACTS = """
            insert into programme.fact (person_key, kind, code, from_date, to_date, source, recorded_at)
            select c.person_key, 'CONTRACT', code.code, c.from_date, c.to_date, 'COMMUNITY', :at::timestamptz
              from community.contract c
              cross join lateral (
                  select 'FAMILY_DOCTOR' as code
                  union all
                  select 'FD_' || upper(replace(split_part(it, '@', 1), '-', '_')) from unnest(c.packages) it) code
            on conflict do nothing
            """;
    /** What the contracts count, village by village, and the teams and their members, by institution. */
    private static final String COUNTED = """
            select c.area_code, s.series || e.suffix as name, e.day, count(*) as n
              from community.contract c
              cross join lateral (
                  select 'community.all' as series union all select 'community.team.' || c.team_id
                  union all select 'community.package.' || split_part(it, '@', 1) from unnest(c.packages) it) s
              cross join lateral (
                  values ('.begins', c.from_date), ('.ends', c.to_date), ('.terms', c.to_date),
                         ('.renewed', case when c.renewal then c.from_date end)) e (suffix, day)
             where e.day is not null
             group by 1, 2, 3
            union all
            select '@' || lpad(institution_id::text, 19, '0'), 'community.teams.begins', opened_on, count(*)
              from community.team group by 1, 2, 3
            union all
            select '@' || lpad(institution_id::text, 19, '0'), 'community.members.begins', from_date, count(*)
              from community.team_member group by 1, 2, 3""";

    private final JdbcClient jdbc;
    private final Clock clock;

    FamilyDoctors(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Once; a load that comes again finds everything there. @param sure people who have a contract in any case */
    @Transactional
    void load(List<Long> sure) {
        boolean there = jdbc.sql("select exists (select from community.team where team_id = institution_id * 100)")
                .query(Boolean.class)
                .single();
        if (there) {
            return;
        }
        LocalDate today = CityTime.today(clock);
        LocalDate opened = today.minusYears(2);
        jdbc.sql(TEAMS.formatted(VILLAGES)).param("opened", opened).update();
        jdbc.sql(AREAS.formatted(VILLAGES)).update();
        jdbc.sql(MEMBERS.formatted()).param("opened", opened).update();
        jdbc.sql(CONTRACTS.formatted())
                .param("today", today)
                .param("sure", sure.toArray(Long[]::new))
                .param("key_groups", OF_KEY_GROUPS)
                .param("others", OF_OTHERS)
                .update();
        jdbc.sql(EARLIER).update();
        jdbc.sql(RENEWED).update();
        jdbc.sql(BY_TEAM).update();
        jdbc.sql(FACTS).param("at", Timestamp.from(clock.instant())).update();
        jdbc.sql("insert into tally.series (name) select distinct name from (" + COUNTED + ") c on conflict do nothing")
                .update();
        jdbc.sql("""
                insert into tally.change (area_code, series_no, day, n)
                select area_code, series_no, day, n from (%s) c join tally.series using (name)
                """.formatted(COUNTED)).update();
    }
}
