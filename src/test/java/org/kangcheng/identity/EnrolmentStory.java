package org.kangcheng.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Actor;
import org.kangcheng.identity.EnrolResult.Enrolled;
import org.kangcheng.identity.EnrolResult.Known;
import org.kangcheng.identity.EnrolResult.Suspicious;
import org.springframework.beans.factory.annotation.Autowired;

/** Each resident stands in the index once, however often and by whomever she is enrolled. */
class EnrolmentStory extends TestPlatform {
    private static final Actor WINDOW = Actor.system("窗口");

    @Autowired
    Enrolments enrolments;

    @Autowired
    People people;

    @Autowired
    ResidentTable residents;

    @Autowired
    StewardTable cases;

    @Test
    void aNewResidentIsFoundByAllSheWasEnrolledWith() {
        NewPerson told = TestPeople.called("单小明");
        long key = enrolled(told);

        assertThat(people.byDocument("01", told.idNumber())).contains(key);
        assertThat(people.byPhone(told.phone())).containsExactly(key);
        assertThat(people.find(key).orElseThrow().name()).isEqualTo("单小明");
        assertThat(people.identifiers(key).orElseThrow().idNumber()).isEqualTo(told.idNumber());
    }

    @Test
    void theSameAgainChangesNothing() {
        NewPerson told = TestPeople.someone();
        long key = enrolled(told);
        long before = residents.counted(TestPeople.VILLAGE);

        assertThat(enrolments.enrol(WINDOW, told)).isEqualTo(new Known(key));
        assertThat(residents.counted(TestPeople.VILLAGE)).isEqualTo(before);
    }

    @Test
    void theOldNumberIsTheSameDocument() {
        NewPerson told = with(TestPeople.called("赵十五"), "371599197007070014", LocalDate.of(1970, 7, 7), Sex.MALE);
        String number = told.idNumber().substring(0, 17);
        told = with(told, number + NationalId.check(number), LocalDate.of(1970, 7, 7), Sex.MALE);
        long key = enrolled(told);

        String old = told.idNumber().substring(0, 6) + told.idNumber().substring(8, 17);
        assertThat(enrolments.enrol(WINDOW, with(told, old, told.birthDate(), told.sex())))
                .isEqualTo(new Known(key));
    }

    @Test
    void sixteenWindowsAtOnceMakeOnePerson() throws Exception {
        NewPerson told = TestPeople.someone();
        long before = residents.counted(TestPeople.VILLAGE);
        List<EnrolResult> results = atOnce(() -> enrolments.enrol(WINDOW, told));

        assertThat(results).filteredOn(Enrolled.class::isInstance).hasSize(1);
        assertThat(results).filteredOn(Known.class::isInstance).hasSize(15);
        assertThat(residents.counted(TestPeople.VILLAGE)).isEqualTo(before + 1);
    }

    @Test
    void aNewbornWithoutDocumentIsKnownAgainToo() throws Exception {
        NewPerson told = undocumented("王某之子", LocalDate.of(2026, 1, 2));
        List<EnrolResult> results = atOnce(() -> enrolments.enrol(WINDOW, told));

        assertThat(results).filteredOn(Enrolled.class::isInstance).hasSize(1);
        assertThat(enrolments.enrol(WINDOW, told)).isInstanceOf(Known.class);
    }

    @Test
    void aNewbornIsGivenADocument() {
        LocalDate birth = LocalDate.of(2026, 1, 3);
        long key = enrolled(undocumented("李某之女", birth));
        String number = TestPeople.idNumber(birth, Sex.FEMALE, 7);

        assertThat(enrolments.giveDocument(WINDOW, key, "01", number)).isEqualTo(new Known(key));
        assertThat(people.byDocument("01", number)).contains(key);
        assertThat(people.find(key).orElseThrow().verified()).isTrue();
    }

    @Test
    void anothersDocumentEnrolsNobodyAndAsksTheSteward() {
        NewPerson holder = TestPeople.called("孙持证");
        long key = enrolled(holder);
        NewPerson borrower = named(holder, "周借证");

        EnrolResult first = enrolments.enrol(WINDOW, borrower);
        assertThat(first).isInstanceOf(Suspicious.class);
        assertThat(enrolments.enrol(WINDOW, borrower)).isEqualTo(first);
        long caseId = ((Suspicious) first).caseId();
        assertThat(cases.find(caseId).orElseThrow().personKey()).isEqualTo(key);
        assertThat(cases.claimOf(caseId).orElseThrow().name()).isEqualTo("周借证");
    }

    @Test
    void theSameNameBirthAndVillageUnderAnotherDocumentIsANearMatch() {
        NewPerson first = TestPeople.called("吴丽丽");
        long key = enrolled(first);
        long homophone = enrolled(with(named(first, "吴莉丽"), number(first, 400), first.birthDate(), first.sex()));

        assertThat(openCase(key, homophone)).isEqualTo(StewardTable.Reason.SOUND);
    }

    @Test
    void twinsAreNoNearMatch() {
        NewPerson first = TestPeople.called("郑大双");
        long key = enrolled(first);
        long twin = enrolled(with(named(first, "郑小双"), number(first, 401), first.birthDate(), first.sex()));

        assertThat(openCase(key, twin)).isNull();
    }

    @Test
    void aPhoneFromAResidentIsNotKeptForSomebodyElse() {
        NewPerson told = TestPeople.someone();
        long key = enrolled(withoutPhone(told));
        Actor stranger = Actor.resident(1, "居民", null);
        enrolments.enrol(stranger, told);

        assertThat(people.byPhone(told.phone())).isEmpty();
        enrolments.enrol(WINDOW, told);
        assertThat(people.byPhone(told.phone())).containsExactly(key);
    }

    @ParameterizedTest
    @CsvSource({
        "id-number-malformed, 371599198001010018, 1980-01-01, MALE, 371502001001",
        "birth-date-differs, 371599198001010017, 1980-01-02, MALE, 371502001001",
        "sex-differs, 371599198001010017, 1980-01-01, FEMALE, 371502001001",
        "area-unknown, 371599198001010017, 1980-01-01, MALE, 371502001",
        "area-unknown, 371599198001010017, 1980-01-01, MALE, 371599001001",
        "birth-date-impossible, 371599198001010017, 2980-01-01, MALE, 371502001001",
        "id-number-missing, , 1980-01-01, MALE, 371502001001",
    })
    void isRefused(String code, String number, LocalDate birth, Sex sex, String area) {
        NewPerson told = new NewPerson("错误", sex, birth, area, "01", number, null, null, true, "TEST");
        assertThat(enrolments.enrol(WINDOW, told))
                .isInstanceOfSatisfying(
                        EnrolResult.Refused.class,
                        refused -> assertThat(refused.refusal().code()).isEqualTo(code));
    }

    private long enrolled(NewPerson person) {
        EnrolResult result = enrolments.enrol(WINDOW, person);
        assertThat(result).isInstanceOf(Enrolled.class);
        return ((Enrolled) result).personKey();
    }

    private StewardTable.Reason openCase(long one, long other) {
        return jdbc.sql("select reason from identity.steward_case where person_key = ? and other_key = ?")
                .params(Math.min(one, other), Math.max(one, other))
                .query(StewardTable.Reason.class)
                .optional()
                .orElse(null);
    }

    private static <T> List<T> atOnce(Callable<T> work) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<T>> sixteen =
                    IntStream.range(0, 16).mapToObj(n -> work).toList();
            return threads.invokeAll(sixteen).stream().map(Future::resultNow).toList();
        }
    }

    private static NewPerson undocumented(String name, LocalDate birth) {
        return new NewPerson(
                name, Sex.FEMALE, birth, TestPeople.VILLAGE, "99", null, "13800000000", null, false, "TEST");
    }

    private static String number(NewPerson like, int nth) {
        return TestPeople.idNumber(like.birthDate(), like.sex(), nth);
    }

    private static NewPerson named(NewPerson p, String name) {
        return new NewPerson(
                name, p.sex(), p.birthDate(), p.areaCode(), p.idType(), p.idNumber(), p.phone(), null, true, "TEST");
    }

    private static NewPerson with(NewPerson p, String number, LocalDate birth, Sex sex) {
        return new NewPerson(p.name(), sex, birth, p.areaCode(), "01", number, p.phone(), null, true, "TEST");
    }

    private static NewPerson withoutPhone(NewPerson p) {
        return new NewPerson(
                p.name(), p.sex(), p.birthDate(), p.areaCode(), "01", p.idNumber(), null, null, true, "TEST");
    }
}
