package org.kangcheng.community;

import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Households by village, who belongs to them, and who helps them. */
@Component
class HouseholdTable {
    private static final String COLUMNS =
            "select h.area_code, h.household_id, h.number, h.head_key from community.household h ";

    record MemberRow(long personKey, String relation) {}

    record HelperRow(long helperId, long helperKey, String unit, LocalDate fromDate) {}

    private final JdbcClient jdbc;

    HouseholdTable(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void insert(Household household, Instant at) {
        jdbc.sql("""
                insert into community.household (area_code, household_id, number, head_key, made_at)
                values (?, ?, ?, ?, ?)
                """)
                .params(household.areaCode(), household.householdId(), household.number(), household.headKey())
                .param(Timestamp.from(at))
                .update();
    }

    /** False when the person belongs to a household already. */
    boolean addMember(Household household, long personKey, String relation) {
        return jdbc.sql("""
                insert into community.household_member (person_key, area_code, household_id, relation)
                values (?, ?, ?, ?) on conflict do nothing
                """)
                        .params(personKey, household.areaCode(), household.householdId(), relation)
                        .update()
                == 1;
    }

    Optional<Household> find(String area, long householdId) {
        return jdbc.sql(COLUMNS + "where h.area_code = ? and h.household_id = ?")
                .params(area, householdId)
                .query(Household.class)
                .optional();
    }

    Optional<Household> ofPerson(Collection<Long> keys) {
        return jdbc.sql(COLUMNS + """
                join community.household_member m on m.area_code = h.area_code and m.household_id = h.household_id
                where m.person_key in (:keys) limit 1
                """)
                .param("keys", keys)
                .query(Household.class)
                .optional();
    }

    List<Household> ofVillage(String village, long after, int most) {
        return jdbc.sql(COLUMNS + "where h.area_code = ? and h.household_id > ? order by h.household_id limit ?")
                .params(village, after, most)
                .query(Household.class)
                .list();
    }

    List<MemberRow> members(Household household) {
        return jdbc.sql("""
                select person_key, relation from community.household_member where area_code = ? and household_id = ?
                """)
                .params(household.areaCode(), household.householdId())
                .query(MemberRow.class)
                .list();
    }

    Optional<HelperRow> helper(Household household) {
        return jdbc.sql("""
                select helper_id, helper_key, unit, from_date from community.helper
                 where area_code = ? and household_id = ? and to_date is null
                """)
                .params(household.areaCode(), household.householdId())
                .query(HelperRow.class)
                .optional();
    }

    boolean assign(Household household, HelperRow helper, String by) {
        int assigned = jdbc.sql("""
                insert into community.helper (area_code, household_id, helper_id, helper_key, unit, from_date, assigned_by)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """)
                .params(household.areaCode(), household.householdId(), helper.helperId(), helper.helperKey())
                .params(helper.unit(), helper.fromDate(), by)
                .update();
        if (assigned == 1) {
            jdbc.sql("""
                    insert into community.helping (person_key, area_code, household_id) values (?, ?, ?)
                    on conflict do nothing
                    """)
                    .params(helper.helperKey(), household.areaCode(), household.householdId())
                    .update();
        }
        return assigned == 1;
    }

    /** False when somebody else has released them already. */
    boolean release(Household household, HelperRow helper, LocalDate to) {
        int released = jdbc.sql("""
                update community.helper set to_date = ?
                 where area_code = ? and household_id = ? and helper_id = ? and to_date is null
                """)
                .params(to, household.areaCode(), household.householdId(), helper.helperId())
                .update();
        jdbc.sql("delete from community.helping where person_key = ? and area_code = ? and household_id = ?")
                .params(helper.helperKey(), household.areaCode(), household.householdId())
                .update();
        return released == 1;
    }

    void head(Household household, long personKey) {
        jdbc.sql("update community.household set head_key = ? where area_code = ? and household_id = ?")
                .params(personKey, household.areaCode(), household.householdId())
                .update();
    }

    /** The households that somebody helps. */
    List<Household> helpedBy(Collection<Long> keys) {
        return jdbc.sql(COLUMNS + """
                join community.helping g on g.area_code = h.area_code and g.household_id = h.household_id
                where g.person_key in (:keys) order by h.area_code, h.household_id limit 200
                """)
                .param("keys", keys)
                .query(Household.class)
                .list();
    }
}
