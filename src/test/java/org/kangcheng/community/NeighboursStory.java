package org.kangcheng.community;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.booking.Appointments;
import org.kangcheng.booking.BookResult;
import org.kangcheng.booking.Booking;
import org.kangcheng.booking.Session;
import org.kangcheng.card.Codes;
import org.kangcheng.directory.Department;
import org.kangcheng.identity.Corrections;
import org.kangcheng.kernel.Refusal;
import org.kangcheng.programme.PersonalServices.Recorded;
import org.kangcheng.programme.Standing;
import org.kangcheng.terminology.CareChannel;
import org.springframework.beans.factory.annotation.Autowired;

/** The helper of a household, the neighbour who cares, the expert who comes. */
class NeighboursStory extends CommunityPlatform {
    @Autowired
    Households households;

    @Autowired
    Care care;

    @Autowired
    Stations stations;

    @Autowired
    Codes codes;

    @Autowired
    Appointments appointments;

    @Autowired
    Corrections corrections;

    @Test
    void aHelperVisitsHerHouseholdAndTheDutyMovesOn() {
        long head = elder("钱户主");
        long helper = elder("李帮扶");
        Household household = households.make(doctor(), head, "H-1").orThrow();
        assertThat(households.assign(doctor(), household, helper, "乡镇政府")).isEmpty();
        looking.again();
        assertThat(households.visits(household).orElseThrow().standing()).isEqualTo(Standing.DUE);
        Map<String, String> typed = Map.of("people", "2", "entitlements", "已落实", "note", "都好");
        assertThat(households.visit(resident(elder("王外人")), household, today(), typed, "k0"))
                .isInstanceOfSatisfying(
                        Recorded.No.class, no -> assertThat(no.refusal().code()).isEqualTo("forbidden"));
        assertThat(households.visit(resident(helper), household, today(), Map.of("people", "99"), "k1"))
                .isInstanceOfSatisfying(
                        Recorded.Unsound.class, no -> assertThat(no.problems()).containsKey("people"));
        assertThat(households.visit(resident(helper), household, today(), typed, "k2"))
                .isInstanceOf(Recorded.Yes.class);
        assertThat(households.visits(household).orElseThrow().standing()).isEqualTo(Standing.SERVED);
        assertThat(households.helpedBy(helper)).containsExactly(household);
    }

    @Test
    void anotherHelperTakesOverAndReleaseEndsTheDuty() {
        Household household = households.make(doctor(), elder("钱换人"), "").orThrow();
        long first = elder("李甲");
        long second = elder("李乙");
        households.assign(doctor(), household, first, "民政办");
        assertThat(households.assign(doctor(), household, second, "民政办")).isEmpty();
        assertThat(households.helpedBy(first)).isEmpty();
        assertThat(households.helpedBy(second)).containsExactly(household);
        long member = elder("钱家人");
        households.addMember(doctor(), household, member, "配偶");
        assertThat(helpers(household.headKey())).as("as relief shows it").containsExactly("民政办 李乙");
        assertThat(helpers(member)).containsExactly("民政办 李乙");
        assertThat(households.release(doctor(), household)).isEmpty();
        looking.again();
        assertThat(households.visits(household)).isEmpty();
        assertThat(helpers(member)).isEmpty();
    }

    private java.util.List<String> helpers(long person) {
        return jdbc.sql("select code from programme.fact where person_key = ? and kind = 'HELPER' and to_date is null")
                .param(person)
                .query(String.class)
                .list();
    }

    @Test
    void whenTheHeadDiesTheHouseholdGoesOnUnderTheEldest() {
        long head = elder("钱去世");
        long heir = elder("钱继任");
        Household household = households.make(doctor(), head, "").orThrow();
        households.addMember(doctor(), household, heir, "配偶");
        households.assign(doctor(), household, elder("李丙"), "民政办");
        corrections.recordDeath(DESK, head, today(), "死亡证明");
        looking.again();
        Household now = households.find(household.id()).orElseThrow();
        assertThat(now.headKey()).isEqualTo(heir);
        assertThat(households.visits(now)).isPresent();
    }

    @Test
    void nobodyIsInTwoHouseholdsOrHelpsHerself() {
        long head = elder("钱一户");
        Household household = households.make(doctor(), head, "").orThrow();
        assertThat(refusal(households.make(doctor(), head, "")).code()).isEqualTo("in-household");
        assertThat(code(households.assign(doctor(), household, head, "民政办"))).isEqualTo("helps-herself");
        Actor elsewhere = staff(Role.DOCTOR, primary.institutionId(), "371525");
        assertThat(code(households.assign(elsewhere, household, elder("李丁"), "民政办")))
                .isEqualTo("forbidden");
    }

    @Test
    void onlyWhoIsTrainedCaresAndHerVisitIsConfirmedByTheCode() {
        long cared = elder("周被护");
        long neighbour = elder("吴护理");
        cards.issue(DESK, cared);
        assertThat(refusal(care.plan(doctor(), cared, neighbour, "做饭、量血压")).code())
                .isEqualTo("no-caregiver");
        care.register(doctor(), neighbour, CareKind.NEIGHBOUR).orThrow();
        assertThat(refusal(care.plan(doctor(), cared, neighbour, "做饭、量血压")).code())
                .isEqualTo("caregiver-not-qualified");
        train(neighbour, today().plusYears(1));
        care.plan(doctor(), cared, neighbour, "做饭、量血压").orThrow();
        looking.again();
        Actor caregiver = resident(neighbour);
        assertThat(care.end(caregiver, cared, code(cared), Map.of()))
                .isInstanceOfSatisfying(
                        Recorded.No.class, no -> assertThat(no.refusal().code()).isEqualTo("visit-not-begun"));
        long stranger = elder("郑路人");
        cards.issue(DESK, stranger);
        assertThat(refusal(care.begin(caregiver, cared, code(stranger))).code()).isEqualTo("other-person");
        care.begin(caregiver, cared, code(cared)).orThrow();
        assertThat(refusal(care.begin(caregiver, cared, code(cared))).code()).isEqualTo("visit-going-on");
        Map<String, String> wrong = Map.of("sbp", "80", "dbp", "120", "temperature", "36.5", "done", "做饭");
        assertThat(care.end(caregiver, cared, code(cared), wrong))
                .isInstanceOfSatisfying(
                        Recorded.Unsound.class, no -> assertThat(no.problems()).containsKey("dbp"));
        Map<String, String> right = Map.of("sbp", "132", "dbp", "84", "temperature", "36.5", "done", "做饭");
        assertThat(care.end(caregiver, cared, code(cared), right)).isInstanceOf(Recorded.Yes.class);
        assertThat(services.done(cared, List.of(Care.PROGRAMME)))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.counts()).isTrue();
                    assertThat(it.worker()).contains("邻里护理员");
                });
        assertThat(refusal(care.begin(caregiver, cared, code(cared))).code()).isEqualTo("too-early");
    }

    @Test
    void trainingThatHasRunOutStopsTheVisits() {
        long cared = elder("周过期");
        long neighbour = elder("吴过期");
        cards.issue(DESK, cared);
        care.register(doctor(), neighbour, CareKind.HOME).orThrow();
        train(neighbour, today());
        care.plan(doctor(), cared, neighbour, "翻身").orThrow();
        jdbc.sql(
                        "update community.training set held_on = held_on - 9, qualifies_until = qualifies_until - 1 where person_key = ?")
                .param(neighbour)
                .update();
        jdbc.sql("""
                with moved as (update community.care_plan set from_date = from_date - 5 where person_key = ?
                               returning area_code, from_date)
                insert into tally.change (area_code, series_no, day, n)
                select area_code, series_no, day, n
                  from moved join tally.series on name = 'community.plans.begins'
                 cross join lateral (values (from_date + 5, -1), (from_date, 1)) change (day, n)
                """).param(cared).update();
        assertThat(refusal(care.begin(resident(neighbour), cared, code(cared))).code())
                .isEqualTo("caregiver-not-qualified");
    }

    @Test
    void aPlanEndsWithTheReasonOrWithTheLife() {
        long cared = elder("周结束");
        long neighbour = elder("吴结束");
        care.register(doctor(), neighbour, CareKind.NEIGHBOUR).orThrow();
        train(neighbour, today().plusYears(1));
        care.plan(doctor(), cared, neighbour, "陪伴").orThrow();
        assertThat(refusal(care.plan(doctor(), cared, neighbour, "陪伴")).code()).isEqualTo("care-plan-exists");
        assertThat(code(care.endPlan(doctor(), cared, " "))).isEqualTo("reason");
        assertThat(care.endPlan(doctor(), cared, "住进养老院")).isEmpty();
        care.plan(doctor(), cared, neighbour, "陪伴").orThrow();
        corrections.recordDeath(DESK, cared, today(), "死亡证明");
        looking.again();
        assertThat(care.caredFor(neighbour)).isEmpty();
        assertThat(care.visits(cared)).isEmpty();
    }

    @Test
    void anExpertsDayIsBookedLikeAnyOther() {
        Department clinic = institutions.departments(primary.institutionId()).stream()
                .filter(it -> it.kind() == Department.Kind.CLINIC)
                .findFirst()
                .orElseThrow();
        Station station = stations.open(doctor(), Station.Kind.STATION, "名医工作站", "市医院 冯主任", clinic.departmentId())
                .orThrow();
        LocalDate day = today().plusDays(40);
        assertThat(refusal(stations.addDay(station, day, "8点", "11:30", 2, "二楼"))
                        .code())
                .isEqualTo("time");
        Session session =
                stations.addDay(station, day, "08:30", "11:30", 1, "卫生院二楼").orThrow();
        assertThat(stations.calendar(COUNTY, today()))
                .anyMatch(it -> it.session().equals(session.id()));
        long one = elder("郑预约");
        assertThat(appointments.book(Booking.next(
                        session.id(),
                        one,
                        CareChannel.SERVICE_ACCOUNT,
                        UUID.randomUUID().toString())))
                .isInstanceOf(BookResult.Booked.class);
        assertThat(appointments.book(Booking.next(
                        session.id(),
                        elder("郑来迟"),
                        CareChannel.SERVICE_ACCOUNT,
                        UUID.randomUUID().toString())))
                .isInstanceOf(BookResult.Full.class);
        assertThat(appointments.ofSession(session.id()))
                .singleElement()
                .satisfies(it -> assertThat(it.personKey()).isEqualTo(one));
    }

    private void train(long neighbour, LocalDate until) {
        assertThat(care.train(doctor(), neighbour, today(), "护理基础", 16, until)).isEmpty();
    }

    private static String code(Optional<Refusal> refusal) {
        return refusal.orElseThrow().code();
    }

    private String code(long personKey) {
        return codes.staticCode(personKey);
    }
}
