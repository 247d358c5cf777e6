package org.kangcheng.community;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.kangcheng.community.Contracts.Signing;
import org.kangcheng.identity.Corrections;
import org.kangcheng.identity.Merges;
import org.kangcheng.identity.People;
import org.kangcheng.identity.StatusKind;
import org.kangcheng.identity.Statuses;
import org.kangcheng.indicator.FigureProofs;
import org.kangcheng.indicator.Indicator;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.indicator.Place;
import org.kangcheng.kernel.Ids;
import org.kangcheng.programme.Coverage;
import org.kangcheng.programme.Coverages;
import org.kangcheng.programme.Facts;
import org.kangcheng.programme.PersonalServices.Line;
import org.kangcheng.programme.PersonalServices.Recorded;
import org.kangcheng.programme.Standing;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A contract from its signing to its end, and what it does to the figures. */
class ContractStory extends CommunityPlatform {
    /** What each service asks for. */
    private static final Map<String, Map<String, String>> DONE = Map.of(
            "basic",
            Map.of("sbp", "128", "dbp", "78", "advice", "运动"),
            "elderly",
            Map.of("explained", "已向本人解读", "self_care", "可自理", "taking", "规律"));

    @Autowired
    ContractTable table;

    @Autowired
    ContractCounting counting;

    @Autowired
    Packages packages;

    @Autowired
    Facts facts;

    @Autowired
    People people;

    @Autowired
    Ids ids;

    @Autowired
    Coverages coverages;

    @Autowired
    Corrections corrections;

    @Autowired
    Merges merges;

    @Autowired
    Statuses statuses;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    Indicators indicators;

    @Autowired
    FigureProofs proofs;

    @ParameterizedTest
    @EnumSource(SigningWay.class)
    void howeverItIsSignedItsServicesAreDue(SigningWay way) {
        long person = elder("孙签约");
        Coverage before = signing();
        Contract contract = contracts.sign(signing(person, team(), way)).orThrow();
        assertThat(contract.packages()).containsExactly("basic@1", "elderly@1");
        assertThat(contract.toDate()).isEqualTo(today().plusMonths(12));
        looking.again();
        assertThat(services.of(person, FamilyDoctorFigures.SERVICES))
                .extracting(Line::serviceId)
                .containsExactlyInAnyOrder("basic", "elderly");
        assertThat(signing().served()).isEqualTo(before.served() + 1);
    }

    @Test
    void whoIsNotYetSignedIsOnTheListAndWhoseContractEndsIsAgain() {
        long person = elder("孙待签");
        looking.again();
        assertThat(signingOf(person)).isEqualTo(Standing.DUE);
        signed(person, team());
        looking.again();
        assertThat(signingOf(person)).isEqualTo(Standing.SERVED);
        assertThat(contracts.terminate(person, EndReason.RESIDENT, "搬去与子女同住", "赵医生"))
                .isEmpty();
        looking.again();
        assertThat(signingOf(person)).isEqualTo(Standing.DUE);
        assertThat(services.of(person, FamilyDoctorFigures.SERVICES)).isEmpty();
    }

    @Test
    void sentTwiceItIsOneContract() {
        Signing asked = signing(elder("孙重复"), team(), SigningWay.PHONE);
        assertThat(contracts.sign(asked).orThrow().contractId())
                .isEqualTo(contracts.sign(asked).orThrow().contractId());
    }

    @Test
    void ofManyTeamsThatSignAtOnceOneGetsHerAndTheOthersAreTold() throws Exception {
        long person = elder("孙争抢");
        List<Team> rivals = List.of(team(), team(), team(), team(), team(), team());
        List<Callable<Outcome<Contract>>> all = rivals.stream()
                .<Callable<Outcome<Contract>>>map(team -> () -> contracts.sign(signing(person, team, SigningWay.TABLE)))
                .toList();
        List<Contract> won = new ArrayList<>();
        List<String> told = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(rivals.size())) {
            for (Future<Outcome<Contract>> one : threads.invokeAll(all)) {
                switch (one.get()) {
                    case Outcome.Done<Contract>(Contract contract) -> won.add(contract);
                    case Outcome.NotDone<Contract> no -> {
                        assertThat(no.refusal().code()).isEqualTo("already-signed");
                        told.add(no.refusal().message());
                    }
                }
            }
        }
        assertThat(won).hasSize(1);
        String winner = teams.find(won.getFirst().team()).orElseThrow().name();
        assertThat(told).hasSize(rivals.size() - 1).allMatch(it -> it.contains(winner));
    }

    @Test
    void itIsRenewedNearItsEndAndNotBefore() {
        long person = elder("孙续签");
        Team team = team();
        Contract first = on(-330, signer -> signer.sign(signing(person, team, SigningWay.PAPER)))
                .orThrow();
        Contract fresh = signed(elder("孙太早"), team);
        assertThat(refusal(contracts.renew(signing(fresh.personKey(), team, SigningWay.TABLE)))
                        .code())
                .isEqualTo("too-early-to-renew");
        Contract next = contracts.renew(signing(person, team, SigningWay.TABLE)).orThrow();
        assertThat(next.fromDate()).isEqualTo(first.toDate());
        assertThat(next.renewal()).isTrue();
        assertThat(contracts.standing(person).orElseThrow().contractId()).isEqualTo(first.contractId());
        assertThat(contracts.history(person)).extracting(Contract::endReason).containsExactly(null, EndReason.RENEWED);
        // 解约 ends the running one and the one to come.
        assertThat(contracts.terminate(person, EndReason.BREACH, "一年没有上门", "赵医生"))
                .isEmpty();
        assertThat(contracts.standing(person)).isEmpty();
    }

    @Test
    void whatHasRunOutIsNoContractAndANewOneCanBeSigned() {
        long person = elder("孙到期");
        Team team = team();
        on(-400, signer -> signer.sign(signing(person, team, SigningWay.TABLE))).orThrow();
        assertThat(contracts.standing(person)).isEmpty();
        assertThat(counting.of(ContractCounting.team(team.id()), List.of("3715"), today())
                        .get("3715"))
                .satisfies(it -> {
                    assertThat(it.standing()).isZero();
                    assertThat(it.ranOut())
                            .isEqualTo(today().minusDays(400).plusMonths(12).getYear() == today().getYear() ? 1 : 0);
                });
        signed(person, team);
        assertThat(contracts.history(person)).extracting(Contract::endReason).containsExactly(null, EndReason.EXPIRED);
    }

    @Test
    void anotherTeamOrPackageIsAChangeWithHistory() {
        long person = elder("孙变更");
        Contract first = signed(person, team());
        assertThat(refusal(contracts.sign(signing(person, team(), SigningWay.TABLE)))
                        .code())
                .isEqualTo("already-signed");
        Team other = team();
        Contract now =
                contracts.change(signing(person, other, SigningWay.TABLE)).orThrow();
        assertThat(now.team()).isEqualTo(other.id());
        assertThat(now.toDate()).isEqualTo(first.toDate());
        assertThat(refusal(contracts.change(signing(person, other, SigningWay.TABLE)))
                        .code())
                .isEqualTo("nothing-changes");
        statuses.grant(DESK, person, StatusKind.DISABILITY, today());
        Contract more = contracts
                .change(new Signing(
                        person, other.id(), Set.of("elderly", "disabled"), SigningWay.TABLE, null, "赵医生", "more"))
                .orThrow();
        assertThat(more.packages()).contains("disabled@1");
        looking.again();
        assertThat(services.of(person, FamilyDoctorFigures.SERVICES)).hasSize(3);
        assertThat(contracts.history(person)).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({
        "PAPER, '', elderly, paper-number",
        "TABLE, , diabetes, package-not-fitting",
        "TABLE, , nonsense, package-not-fitting"
    })
    void whatIsWrongIsSaid(SigningWay way, String paper, String chosen, String code) {
        Signing asked = new Signing(
                elder("孙不符"),
                team().id(),
                Set.of(chosen),
                way,
                paper,
                "赵医生",
                UUID.randomUUID().toString());
        assertThat(refusal(contracts.sign(asked)).code()).isEqualTo(code);
    }

    @Test
    void aTeamOfAnotherCountyOrClosedDoesNotSign() {
        Team far = teams.open(
                        staff(
                                org.kangcheng.access.Role.DOCTOR,
                                institutions
                                        .list(org.kangcheng.directory.Institution.Kind.PRIMARY, "371525")
                                        .getFirst()
                                        .institutionId(),
                                null),
                        "外县" + UUID.randomUUID(),
                        "")
                .orThrow();
        assertThat(refusal(contracts.sign(signing(elder("孙外县"), far, SigningWay.TABLE)))
                        .code())
                .isEqualTo("team-elsewhere");
        Team closed = team();
        teams.close(closed);
        assertThat(refusal(contracts.sign(signing(elder("孙停办"), closed, SigningWay.TABLE)))
                        .code())
                .isEqualTo("not-found");
    }

    @Test
    void whoDiesHasNoContractAndGetsNone() {
        long person = elder("孙去世");
        signed(person, team());
        corrections.recordDeath(DESK, person, today(), "死亡证明");
        assertThat(contracts.standing(person)).isEmpty();
        assertThat(contracts.history(person).getFirst().endReason()).isEqualTo(EndReason.DECEASED);
        assertThat(refusal(contracts.sign(signing(person, team(), SigningWay.TABLE)))
                        .code())
                .isEqualTo("deceased");
    }

    @Test
    void whoMovesIsCountedWhereSheLivesNow() {
        long person = elder("孙搬家");
        signed(person, team());
        String there = "371502001002";
        long before = standing(there);
        corrections.move(DESK, person, there, null, "搬家");
        assertThat(standing(there)).isEqualTo(before + 1);
        assertThat(contracts.standing(person).orElseThrow().areaCode()).isEqualTo(there);
    }

    @Test
    void ofTwoPeopleWhoAreOneTheLongerContractRemains() {
        long one = elder("孙合并");
        long other = elder("孙合幷");
        Team team = team();
        Team second = team();
        on(-100, signer -> signer.sign(signing(one, team, SigningWay.PAPER))).orThrow();
        signed(other, second);
        assertThat(merges.merge(DESK, other, one, "同一个人")).isEmpty();
        Contract kept = contracts.standing(one).orElseThrow();
        assertThat(kept.team()).isEqualTo(second.id());
        assertThat(kept.personKey()).isEqualTo(one);
        looking.again();
        assertThat(services.of(one, FamilyDoctorFigures.SERVICES)).hasSize(2);
        // Parted again, the contract goes back to whose it was.
        assertThat(merges.split(DESK, other, "认错了")).isEmpty();
        assertThat(contracts.standing(other).orElseThrow().team()).isEqualTo(second.id());
        assertThat(contracts.standing(one)).isEmpty();
    }

    @Test
    void aServiceCountsOnlyOnceSheConfirmsIt() {
        long person = elder("孙确认");
        signed(person, team());
        looking.again();
        long delivered = said(person).counted();
        long waiting = said(person).waiting();
        Recorded recorded = deliver(person, "basic");
        assertThat(recorded).isInstanceOf(Recorded.Yes.class);
        assertThat(line(person, "basic").standing()).isEqualTo(Standing.DUE);
        assertThat(said(person).waiting()).isEqualTo(waiting + 1);
        // A second one before the first is confirmed is refused.
        assertThat(deliver(person, "basic"))
                .isInstanceOfSatisfying(
                        Recorded.No.class, no -> assertThat(no.refusal().code()).isEqualTo("awaits-confirmation"));
        long id = ((Recorded.Yes) recorded).deliveryId();
        assertThat(services.confirm(person, id, "手机")).isEmpty();
        assertThat(services.confirm(person, id, "手机").orElseThrow().code()).isEqualTo("already-said");
        assertThat(line(person, "basic").standing()).isEqualTo(Standing.SERVED);
        assertThat(said(person).counted()).isEqualTo(delivered + 1);
        assertThat(said(person).waiting()).isEqualTo(waiting);
    }

    @Test
    void whatSheDeniesIsShownToTheSupervisorAndDoesNotCount() {
        long person = elder("孙否认");
        signed(person, team());
        looking.again();
        long id = ((Recorded.Yes) deliver(person, "elderly")).deliveryId();
        long denied = n("services-disputed");
        long waiting = n("services-waiting");
        assertThat(services.dispute(person, id, "没有人来过")).isEmpty();
        assertThat(n("services-disputed")).isEqualTo(denied + 1);
        assertThat(n("services-waiting")).isEqualTo(waiting - 1);
        assertThat(proofs.of(List.of(indicator("services-disputed"), indicator("services-waiting")))
                        .disagreements())
                .isEmpty();
        assertThat(services.unconfirmedIn(VILLAGE, true, 0, 1000)).anySatisfy(it -> {
            assertThat(it.deliveryId()).isEqualTo(id);
            assertThat(it.note()).isEqualTo("没有人来过");
        });
        assertThat(line(person, "elderly").standing()).isNotEqualTo(Standing.SERVED);
        assertThat(services.voidRecord(doctor(), person, id, "经核实未服务")).isEmpty();
        assertThat(services.unconfirmedIn(VILLAGE, true, 0, 1000)).noneMatch(it -> it.deliveryId() == id);
        assertThat(services.confirm(person, id, "手机").orElseThrow().code()).isEqualTo("already-said");
    }

    private long n(String id) {
        Indicator indicator = indicator(id);
        return indicators
                .value(indicator, Place.area(VILLAGE), indicators.current(indicator))
                .numerator();
    }

    private Indicator indicator(String id) {
        return indicators.find(id).orElseThrow();
    }

    /** What a package promises is what the programme owes to whoever has it. */
    @Test
    void everyPackageHasItsServiceAndItsGroup() {
        for (ServicePackage one : packages.all()) {
            if (one.id().equals("story")) {
                continue;
            }
            assertThat(coverages.of(FamilyDoctorFigures.SERVICES, one.id(), List.of("3715")))
                    .as(one.id())
                    .isNotEmpty();
            assertThat(one.basic()
                            || !coverages
                                    .of(FamilyDoctorFigures.SIGNING, one.id(), List.of("3715"))
                                    .isEmpty())
                    .as(one.id())
                    .isTrue();
        }
    }

    private Recorded deliver(long person, String service) {
        return services.record(
                doctor(),
                person,
                FamilyDoctorFigures.SERVICES,
                service,
                today(),
                DONE.get(service),
                UUID.randomUUID().toString());
    }

    private Line line(long person, String service) {
        return services.of(person, FamilyDoctorFigures.SERVICES).stream()
                .filter(it -> it.serviceId().equals(service))
                .findFirst()
                .orElseThrow();
    }

    private Coverages.Said said(long person) {
        String area = people.find(person).orElseThrow().areaCode();
        return Objects.requireNonNull(coverages
                .said(FamilyDoctorFigures.SERVICES, List.of(area), today().withDayOfYear(1))
                .get(area));
    }

    private Standing signingOf(long person) {
        return services.of(person, FamilyDoctorFigures.SIGNING).getFirst().standing();
    }

    private Coverage signing() {
        return coverages
                .of(FamilyDoctorFigures.SIGNING, "elderly", List.of(VILLAGE))
                .getOrDefault(VILLAGE, Coverage.nobody());
    }

    private long standing(String area) {
        return counting.of(ContractCounting.ALL, List.of(area), today())
                .get(area)
                .standing();
    }

    private interface Signer {
        Outcome<Contract> by(Contracts contracts);
    }

    /** As it was signed so many days from now. */
    private Outcome<Contract> on(int days, Signer signer) {
        Clock later = Clock.offset(clock, Duration.ofDays(days));
        ContractBook book = new ContractBook(table, counting, facts, people, ids, later);
        Contracts then = new Contracts(table, book, packages, teams, people, ids, later);
        return Objects.requireNonNull(transaction.execute(_ -> signer.by(then)));
    }
}
