package org.kangcheng.rehearsal;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDate;
import org.kangcheng.kernel.CityTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Who looks after whom in the generated city: registered-poor residents in households of up to three, each with a helper;
 * in every third village a trained neighbour who cares for two or three of the old (invented shares, no statistics). From
 * the people's keys alone, so that the same city has the same.
 */
@Component
class Neighbours {
    private static final String HOUSEHOLDS = """
            insert into community.household (area_code, household_id, number, head_key, made_at)
            select area_code, person_key, 'H' || lpad(((nth / 3) + 1)::text, 4, '0'), person_key, :at::timestamptz
              from (%s) poor where nth %% 3 = 0
            """;
    /** By village, in the order of their keys. */
    private static final String POOR = """
            select p.area_code, p.person_key,
                   row_number() over (partition by p.area_code order by p.person_key) - 1 as nth
              from identity_pub.person p
             where p.deceased_on is null
               and exists (select from identity_pub.granted_status g
                            where g.person_key = p.person_key and g.kind = 'POVERTY_REGISTRATION' and g.to_date is null)""";

    private static final String MEMBERS = """
            insert into community.household_member (person_key, area_code, household_id, relation)
            select person_key, area_code, first_value(person_key) over (partition by area_code, nth / 3 order by nth),
                   case nth %% 3 when 0 then '户主' else '家庭成员' end
              from (%s) poor on conflict do nothing
            """;
    /** Those of working age in the village who are not poor themselves; each helps every so-manieth household. */
    private static final String HELPERS = """
            insert into community.helper (area_code, household_id, helper_id, helper_key, unit, from_date, assigned_by)
            select h.area_code, h.household_id, h.household_id, w.person_key, '乡镇帮扶工作队', :from::date, '演示'
              from (select area_code, household_id,
                           row_number() over (partition by area_code order by household_id) as nth
                      from community.household) h
              join (select p.area_code, p.person_key,
                           row_number() over (partition by p.area_code order by hashint8(p.person_key)) as nth
                      from identity_pub.person p
                     where p.deceased_on is null and p.birth_date between :from::date - 20000 and :from::date - 11000
                       and not exists (select from community.household_member m where m.person_key = p.person_key)) w
                on w.area_code = h.area_code and w.nth = (h.nth - 1) / 5 + 1
            """;

    private static final String HELPING = """
            insert into community.helping (person_key, area_code, household_id)
            select helper_key, area_code, household_id from community.helper on conflict do nothing
            """;
    private static final String HELP_FACTS = """
            insert into programme.fact (person_key, kind, code, from_date, source, recorded_at)
            select h.head_key, 'CONTRACT', 'HOUSEHOLD_HELP', w.from_date, 'COMMUNITY', :at::timestamptz
              from community.household h join community.helper w using (area_code, household_id)
            union all
            select m.person_key, 'HELPER', w.unit || ' ' || p.name, w.from_date, 'HELPER/' || w.helper_id, :at::timestamptz
              from community.household_member m
              join community.helper w using (area_code, household_id)
              join identity_pub.person p on p.person_key = w.helper_key
            on conflict do nothing
            """;

    /** One a village, in every third village, that has a team to train her. */
    private static final String CAREGIVERS = """
            insert into community.caregiver (person_key, area_code, institution_id, kind, registered_on, registered_by)
            select person_key, area_code, institution_id, 'NEIGHBOUR', :from::date, '演示' from (
                select p.person_key, p.area_code, t.institution_id,
                       row_number() over (partition by p.area_code order by hashint8(p.person_key)) as nth
                  from identity_pub.person p join community.team_area t using (area_code)
                 where p.deceased_on is null and p.sex = 2 and hashtext(p.area_code) %% 3 = 0
                   and p.birth_date between :from::date - 22000 and :from::date - 15000
                   and not exists (select from community.household_member m where m.person_key = p.person_key)
            ) woman where nth = 1
            """;

    private static final String PLACES = """
            insert into community.caregiver_place (area_code, person_key)
            select area_code, person_key from community.caregiver on conflict do nothing
            """;
    private static final String TRAININGS = """
            insert into community.training (person_key, training_id, held_on, title, hours, qualifies_until, recorded_by)
            select person_key, 1, :from::date, '邻里护理基础：翻身、喂食、量血压', 16, :from::date + 730, '演示'
              from community.caregiver
            """;
    private static final String PLANS = """
            insert into community.care_plan (person_key, plan_id, area_code, caregiver_key, tasks, from_date, made_by)
            select person_key, 1, area_code, caregiver_key, '做饭、打扫、量血压', :from::date + 30, '演示' from (
                select p.person_key, p.area_code, c.person_key as caregiver_key,
                       row_number() over (partition by p.area_code order by p.birth_date, p.person_key) as nth
                  from community.caregiver c join identity_pub.person p using (area_code)
                 where p.deceased_on is null and p.birth_date < :from::date - 27500
            ) old where nth <= 2 + hashint8(caregiver_key) %% 2
            """;
    private static final String CARED_FOR = """
            insert into community.cared_for (person_key, cared_key, plan_id)
            select caregiver_key, person_key, plan_id from community.care_plan
            """;
    private static final String CARE_FACTS = """
            insert into programme.fact (person_key, kind, code, from_date, source, recorded_at)
            select person_key, 'CONTRACT', 'HOME_CARE', from_date, 'COMMUNITY', :at::timestamptz from community.care_plan
            on conflict do nothing
            """;

    /** What all of them count, village by village. */
    private static final String COUNTED = """
            select area_code, 'community.caregivers.begins' as name, registered_on as day, count(*) as n
              from community.caregiver group by 1, 2, 3
            union all
            select area_code, 'community.plans.begins', from_date, count(*) from community.care_plan group by 1, 2, 3
            union all
            select area_code, 'community.helped.begins', from_date, count(*) from community.helper group by 1, 2, 3""";

    private static final String COUNTED_SERIES =
            "insert into tally.series (name) select distinct name from (" + COUNTED + ") c on conflict do nothing";

    private static final String COUNTS = """
            insert into tally.change (area_code, series_no, day, n)
            select area_code, series_no, day, n from (%s) c join tally.series using (name)
            """;

    private final JdbcClient jdbc;
    private final Clock clock;

    Neighbours(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** After the family doctors. Once; a load that comes again finds everything there. */
    @Transactional
    void load() {
        boolean there = jdbc.sql("select exists (select from community.household)")
                .query(Boolean.class)
                .single();
        if (there) {
            return;
        }
        LocalDate from = CityTime.today(clock).minusDays(200);
        for (String statement : new String[] {
            HOUSEHOLDS.formatted(POOR),
            MEMBERS.formatted(POOR),
            HELPERS,
            HELPING,
            HELP_FACTS,
            CAREGIVERS.formatted(),
            PLACES,
            TRAININGS,
            PLANS.formatted(),
            CARED_FOR,
            CARE_FACTS,
            COUNTED_SERIES,
            COUNTS.formatted(COUNTED)
        }) {
            jdbc.sql(statement)
                    .param("from", from)
                    .param("at", Timestamp.from(clock.instant()))
                    .update();
        }
    }
}
