package org.kangcheng.programme;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.identity.Sex;
import org.kangcheng.identity.TestPeople;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refusal;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;

/** What workers register of somebody: once, with its day, by whom it was ended or taken back, and what it ends itself. */
@AutoConfigureMockMvc
class RegistrationStory extends ProgrammePlatform {
    private static final String PREGNANCY = "story-pregnancy";
    private static final String ILL = "story-long-ill";

    private static int women = 400;

    @Autowired
    MockMvc mvc;

    @Autowired
    Registration registration;

    private Actor doctor() {
        return worker(TestPeople.VILLAGE);
    }

    /** The shipped one, under a name of the story's own. */
    private InForce pregnancy() throws Exception {
        try (var in = RegistrationStory.class.getResourceAsStream("/definitions/programme/pregnancy.yaml")) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return inForce(PREGNANCY, text.replace("id: pregnancy\n", "id: " + PREGNANCY + "\n"));
        }
    }

    private InForce longIll() throws Exception {
        return inForce(ILL, """
                engine: programme
                id: story-long-ill
                title: 测试慢性病
                version: 1
                source: 测试
                from: 2020-01-01
                members: '"STORY_LONG_ILL" in diagnoses'
                enrols:
                  - {diagnosis: STORY_LONG_ILL, label: 登记久病, asks: 确诊的日期, oldest: 43830}
                services:
                  - {id: visit, title: 随访, cadence: {every: {days: 90, first: 14, early: 45}}, by: [VILLAGE_DOCTOR]}
                examples:
                  - {facts: {diagnoses: [STORY_LONG_ILL]}, member: true}
                  - {facts: {age: 1}, member: false}
                """);
    }

    private InForce inForce(String id, String text) throws Exception {
        if (programmes.find(id).isEmpty()) {
            programmes.putInForce(DESK, "test", text);
            census.run();
            settle();
        }
        return programmes.find(id).orElseThrow();
    }

    private long woman() {
        NewPerson like = TestPeople.young("孕妇", TestPeople.VILLAGE);
        return enrol(new NewPerson(
                like.name(),
                Sex.FEMALE,
                like.birthDate(),
                like.areaCode(),
                like.idType(),
                TestPeople.idNumber(like.birthDate(), Sex.FEMALE, women++),
                like.phone(),
                like.address(),
                true,
                "TEST"));
    }

    private Optional<Refusal> register(long person, String programme, String code, LocalDate on) {
        Optional<Refusal> refusal = registration.register(doctor(), person, programme, code, on, null);
        settle();
        return refusal;
    }

    private void takeBack(long person, String label) {
        String source = registration.registered(person).stream()
                .filter(it -> it.label().equals(label))
                .findFirst()
                .orElseThrow()
                .source();
        assertThat(registration.takeBack(doctor(), person, source)).isEmpty();
        settle();
    }

    private LocalDate opens(long person, InForce programme) {
        return Objects.requireNonNull(duty(person, programme)).window().opens();
    }

    @Test
    void theNextPregnancyBeginsItsVisitsAnewHoweverSoonAfterTheLast() throws Exception {
        InForce programme = pregnancy();
        long person = woman();
        LocalDate first = today().minusDays(150);
        LocalDate second = today().minusDays(50);
        assertThat(register(person, PREGNANCY, "PREGNANCY", first)).isEmpty();
        assertThat(opens(person, programme)).isEqualTo(first.plusDays(147));
        assertThat(register(person, PREGNANCY, "PREGNANCY_ENDED", today().minusDays(55)))
                .isEmpty();
        assertThat(duty(person, programme)).isNull();
        assertThat(register(person, PREGNANCY, "PREGNANCY", today().minusDays(55)))
                .hasValueSatisfying(no ->
                        assertThat(no.message()).isEqualTo("“末次月经第一天”应晚于“登记流产、引产”的日期 " + today().minusDays(55) + "。"));
        assertThat(register(person, PREGNANCY, "PREGNANCY", second)).isEmpty();
        assertThat(opens(person, programme)).isEqualTo(second.plusDays(42));

        // What was registered by mistake has ended nothing.
        takeBack(person, "登记怀孕");
        assertThat(duty(person, programme)).isNull();
        takeBack(person, "登记流产、引产");
        assertThat(opens(person, programme)).isEqualTo(first.plusDays(147));

        // A birth ends it as well, and is ended by the next.
        assertThat(register(person, PREGNANCY, "DELIVERY", today().minusDays(58)))
                .isEmpty();
        assertThat(duty(person, programme)).isNull();
        assertThat(register(person, PREGNANCY, "PREGNANCY", today().minusDays(20)))
                .isEmpty();
        assertThat(opens(person, programme)).isEqualTo(today().plusDays(22));
    }

    @Test
    void anIllnessMayBeOldButNoOlderThanWhoHasIt() throws Exception {
        InForce programme = longIll();
        NewPerson born = TestPeople.young("久病", TestPeople.VILLAGE);
        long person = enrol(born);
        assertThat(register(person, ILL, "STORY_LONG_ILL", born.birthDate().minusDays(1)))
                .hasValueSatisfying(
                        no -> assertThat(no.message()).isEqualTo("“确诊的日期”不能早于出生日期 " + born.birthDate() + "。"));
        assertThat(register(person, ILL, "STORY_LONG_ILL", today().minusYears(20)))
                .isEmpty();
        assertThat(duty(person, programme)).isNotNull();
    }

    @Test
    void twoAtTheSameMomentRegisterItOnce() throws Exception {
        longIll();
        try (ExecutorService workers = Executors.newFixedThreadPool(2)) {
            for (int round = 0; round < 12; round++) {
                long person = enrol(TestPeople.young("同时", TestPeople.VILLAGE));
                CyclicBarrier together = new CyclicBarrier(2);
                List<Callable<Optional<Refusal>>> both = IntStream.range(0, 2)
                        .<Callable<Optional<Refusal>>>mapToObj(nth -> () -> {
                            together.await();
                            return registration.register(
                                    doctor(), person, ILL, "STORY_LONG_ILL", today().minusDays(nth), null);
                        })
                        .toList();
                List<Optional<Refusal>> said =
                        workers.invokeAll(both).stream().map(Future::resultNow).toList();
                assertThat(said).filteredOn(Optional::isEmpty).hasSize(1);
                assertThat(said)
                        .filteredOn(Optional::isPresent)
                        .allSatisfy(no -> assertThat(no.orElseThrow()).isEqualTo(Registration.STANDS));
                assertThat(registration.registered(person)).hasSize(1);
            }
        }
    }

    @Test
    void whoEndedItAndWhoTookItBackIsKept() throws Exception {
        longIll();
        long person = enrol(TestPeople.young("来去", TestPeople.VILLAGE));
        register(person, ILL, "STORY_LONG_ILL", today().minusDays(9));
        String source = registration.registered(person).getFirst().source();
        assertThat(registration.end(other("钱村医"), person, source)).isEmpty();
        register(person, ILL, "STORY_LONG_ILL", today());
        String wrong = registration.registered(person).getFirst().source();
        assertThat(registration.takeBack(other("孙村医"), person, wrong)).isEmpty();
        settle();
        assertThat(registration.past(person)).extracting(Registration.Past::by).containsOnly("赵村医 " + today());
        assertThat(registration.past(person))
                .extracting(Registration.Past::ended, Registration.Past::takenBack)
                .containsExactlyInAnyOrder(
                        org.assertj.core.groups.Tuple.tuple("钱村医 " + today(), null),
                        org.assertj.core.groups.Tuple.tuple(null, "孙村医 " + today()));
        mvc.perform(get("/staff/then/" + PublicId.encode(person)).with(SignedInAs.actor(doctor())))
                .andExpect(content().string(containsString("登记、停止与撤销")))
                .andExpect(content().string(containsString("孙村医 " + today())));
    }

    private Actor other(String name) {
        Actor like = doctor();
        return new Actor(like.kind(), "v2", name, like.roles(), null, null, null, TestPeople.VILLAGE, null, false);
    }
}
