package org.kangcheng.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.EnrolResult.Enrolled;
import org.kangcheng.identity.EnrolResult.Suspicious;
import org.kangcheng.kernel.Refusal;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.context.event.ApplicationEvents;
import org.springframework.test.context.event.RecordApplicationEvents;

/** Two rows of one person are joined, and parted again when that was a mistake; a steward's word is final. */
@RecordApplicationEvents
class MergeStory extends TestPlatform {
    private static final Actor STEWARD = Actor.system("主索引管理员");

    @Autowired
    Enrolments enrolments;

    @Autowired
    Merges merges;

    @Autowired
    Steward steward;

    @Autowired
    StewardTable cases;

    @Autowired
    People people;

    @Autowired
    PeopleSearch search;

    @Autowired
    ResidentTable residents;

    @Autowired
    Corrections corrections;

    @Autowired
    ApplicationEvents events;

    @Test
    void theRetiredKeyStandsForTheCurrentOne() {
        NewPerson first = TestPeople.called("合并甲");
        long current = enrol(first);
        NewPerson second = TestPeople.called("合并乙");
        long retired = enrol(second);
        long before = residents.counted(TestPeople.VILLAGE);

        assertThat(merges.merge(STEWARD, retired, current, "同一人")).isEmpty();

        assertThat(people.find(retired).orElseThrow().personKey()).isEqualTo(current);
        assertThat(people.byDocument("01", second.idNumber())).contains(current);
        assertThat(people.byPhone(second.phone())).containsExactly(current);
        assertThat(people.aliases(retired)).containsExactly(current, retired);
        assertThat(search.search("合并乙", "", null, 10).items()).isEmpty();
        assertThat(residents.counted(TestPeople.VILLAGE)).isEqualTo(before - 1);
        assertThat(events.stream(PeopleMerged.class)).containsExactly(new PeopleMerged(retired, current));
    }

    @Test
    void aSplitRestoresWhatWasThere() {
        long a = enrol(TestPeople.called("甲"));
        long b = enrol(TestPeople.called("乙"));
        long c = enrol(TestPeople.called("丙"));
        long before = residents.counted(TestPeople.VILLAGE);
        merges.merge(STEWARD, a, b, "同一人");
        merges.merge(STEWARD, b, c, "同一人");
        assertThat(people.aliases(c)).containsExactlyInAnyOrder(a, b, c);

        assertThat(merges.split(STEWARD, b, "误并")).isEmpty();
        assertThat(people.aliases(c)).containsExactly(c);
        assertThat(people.aliases(b)).containsExactlyInAnyOrder(b, a);
        assertThat(merges.split(STEWARD, a, "误并")).isEmpty();
        assertThat(residents.counted(TestPeople.VILLAGE)).isEqualTo(before);
        assertThat(events.stream(PeopleSplit.class)).hasSize(2);
    }

    @Test
    void mergesInACircleAtOnceMakeNoCircle() throws Exception {
        List<Long> keys = IntStream.range(0, 4)
                .mapToObj(n -> enrol(TestPeople.called("环")))
                .toList();
        List<Callable<Optional<Refusal>>> circle = IntStream.range(0, 4)
                .<Callable<Optional<Refusal>>>mapToObj(
                        n -> () -> merges.merge(STEWARD, keys.get(n), keys.get((n + 1) % 4), "同一人"))
                .toList();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.invokeAll(circle).forEach(Future::resultNow);
        }
        assertThat(keys).allSatisfy(key -> {
            long current = people.resolve(key);
            assertThat(people.resolve(current)).isEqualTo(current);
        });
        assertThat(chains()).isZero();
    }

    @Test
    void theStewardsWordIsFinal() {
        NewPerson first = TestPeople.called("近似");
        long one = enrol(first);
        long other = enrol(like(first, TestPeople.idNumber(first.birthDate(), first.sex(), 420)));
        long caseId = cases.open(one, other, StewardTable.Reason.NAME);

        assertThat(steward.different(STEWARD, caseId)).isEmpty();
        assertThat(steward.same(STEWARD, caseId, one, "改主意")).isPresent();
        assertThat(cases.open(one, other, StewardTable.Reason.NAME)).isEqualTo(caseId);
        assertThat(cases.find(caseId).orElseThrow().decision()).isEqualTo(StewardTable.Decision.DIFFERENT);
        assertThat(people.resolve(other)).isEqualTo(other);
    }

    @Test
    void theSamePairIsJoinedFromTheQueue() {
        NewPerson first = TestPeople.called("近似二");
        long one = enrol(first);
        long other = enrol(like(first, TestPeople.idNumber(first.birthDate(), first.sex(), 421)));
        long caseId = cases.open(one, other, StewardTable.Reason.NAME);

        assertThat(steward.same(STEWARD, caseId, one, "身份证换号")).isEmpty();
        assertThat(people.resolve(other)).isEqualTo(one);
    }

    @Test
    void aRefusedClaimToADocumentStaysRefused() {
        NewPerson holder = TestPeople.called("持证人");
        enrol(holder);
        NewPerson claim = new NewPerson(
                "冒用人",
                holder.sex(),
                holder.birthDate(),
                holder.areaCode(),
                "01",
                holder.idNumber(),
                null,
                null,
                true,
                "T");
        Suspicious suspicious = (Suspicious) enrolments.enrol(STEWARD, claim);
        steward.different(STEWARD, suspicious.caseId());
        assertThat(enrolments.enrol(STEWARD, claim)).isInstanceOf(EnrolResult.Refused.class);
    }

    @Test
    void aCorrectionKeepsWhatWasThere() {
        long key = enrol(TestPeople.called("改名前"));
        Person person = people.find(key).orElseThrow();
        assertThat(corrections.correct(STEWARD, key, "改名后", person.sex(), person.birthDate(), "户口簿"))
                .isEmpty();
        assertThat(people.find(key).orElseThrow().name()).isEqualTo("改名后");
        assertThat(search.search("gmh", "", null, 10).items())
                .extracting(Person::personKey)
                .contains(key);
        assertThat(corrections.of(key)).singleElement().satisfies(entry -> {
            assertThat(entry.before()).isEqualTo("改名前");
            assertThat(entry.reason()).isEqualTo("户口簿");
        });
        assertThat(corrections.correct(STEWARD, key, "改名后", Sex.MALE, person.birthDate(), "笔误"))
                .hasValueSatisfying(no -> assertThat(no.code()).isEqualTo("sex-differs"));
    }

    @Test
    void whoMovesOrDiesIsCountedWhereSheBelongs() {
        String other = "371502001002";
        long key = enrol(TestPeople.called("迁移人"));
        long here = residents.counted(TestPeople.VILLAGE);
        long there = residents.counted(other);

        assertThat(corrections.move(STEWARD, key, other, "新家", "迁移")).isEmpty();
        assertThat(residents.counted(TestPeople.VILLAGE)).isEqualTo(here - 1);
        assertThat(residents.counted(other)).isEqualTo(there + 1);
        assertThat(events.stream(PersonMoved.class)).containsExactly(new PersonMoved(key, TestPeople.VILLAGE, other));

        assertThat(corrections.recordDeath(STEWARD, key, LocalDate.of(2025, 1, 1), "死亡证明"))
                .isEmpty();
        assertThat(residents.counted(other)).isEqualTo(there);
        assertThat(corrections.recordDeath(STEWARD, key, LocalDate.of(2025, 1, 1), "再报"))
                .isPresent();
        assertThat(corrections.revokeDeath(STEWARD, key, "报错了")).isEmpty();
        assertThat(residents.counted(other)).isEqualTo(there + 1);
    }

    private long enrol(NewPerson person) {
        return ((Enrolled) enrolments.enrol(STEWARD, person)).personKey();
    }

    private long chains() {
        return jdbc.sql("select count(*) from identity.alias a join identity.alias b on a.current_key = b.retired_key")
                .query(Long.class)
                .single();
    }

    private static NewPerson like(NewPerson p, String number) {
        return new NewPerson(
                p.name(), p.sex(), p.birthDate(), p.areaCode(), "01", number, p.phone(), null, true, "TEST");
    }
}
