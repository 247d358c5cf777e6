package org.kangcheng.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.encounter.Visit;
import org.kangcheng.identity.People;
import org.kangcheng.indicator.Figure;
import org.kangcheng.indicator.Indicator;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.indicator.Place;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refused;
import org.kangcheng.record.CareFinished;
import org.kangcheng.record.EntryId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.transaction.support.TransactionTemplate;

/** A round of a survey: drawn from real visits, asked by a third party that sees its sample alone, scored by mode. */
class RoundStory extends SurveyPlatform {
    @Autowired
    Indicators indicators;

    @Autowired
    ApplicationEventPublisher events;

    @Autowired
    TransactionTemplate transaction;

    @Autowired
    People people;

    private String signIn = "";
    private Actor surveyor = COMMISSION;

    @BeforeEach
    void visitsAndAThirdParty() {
        hospital = another();
        clinic = department("眼科");
        for (int n = 0; n < 4; n++) {
            person = resident();
            Visit visit = inside();
            done(consultation.diagnose(doctor(clinic), visit.id(), "E11.9", ""));
            done(consultation.finish(doctor(clinic), visit.id()));
        }
        signIn = "survey-" + UUID.randomUUID().toString().substring(0, 8);
        Accounts.Created account = accounts.create(
                Actor.system("test"),
                new Accounts.NewAccount(
                        signIn, "第三方", "Rather-Long-4711", Set.of(Role.SURVEYOR), null, null, null, "3715", false));
        surveyor = new Actor(
                Actor.Kind.STAFF,
                Long.toString(account.accountId()),
                "第三方",
                Set.of(Role.SURVEYOR),
                null,
                null,
                null,
                "3715",
                null,
                false);
    }

    @Test
    void theSampleIsOfRealVisitsAndScoredByMode() throws Exception {
        Round round = round(3);
        List<Sample> drawn = ofOurs(round);
        assertThat(drawn).hasSize(3).doesNotHaveDuplicates();
        assertThat(drawn.stream().map(Sample::personKey)).as("nobody twice").doesNotHaveDuplicates();

        answer(round, drawn.get(0), "PHONE", 5, "否");
        answer(round, drawn.get(1), "PHONE", 1, "否");
        Actor herself = Actor.resident(1, "居民", drawn.get(2).personKey());
        mvc.perform(get("/m/surveys").with(SignedInAs.actor(herself)))
                .andExpect(content().string(containsString(round.title())));
        mvc.perform(post("/m/surveys/" + round.id() + "/" + drawn.get(2).sampleNo())
                        .with(SignedInAs.actor(herself))
                        .params(form(3, "否")))
                .andExpect(status().is3xxRedirection());

        Indicator byPhone = indicators.find("survey-outpatient").orElseThrow();
        Figure figure =
                indicators.value(byPhone, Place.institution(hospital.institutionId()), indicators.current(byPhone));
        assertThat(figure.text()).as("the figure is of answers by phone alone").isEqualTo("50.0分");
        assertThat(figure.denominator()).isEqualTo(2);

        Map<Sample.Mode, List<RoundScores.Line>> lines = scores.of(round, questionnaires.of(round));
        RoundScores.Mean phone = mean(lines, Sample.Mode.PHONE);
        assertThat(phone.n()).isEqualTo(2);
        assertThat(phone.mean()).isEqualTo(50.0);
        assertThat(phone.low()).isZero();
        assertThat(phone.high()).isEqualTo(100.0);
        assertThat(mean(lines, Sample.Mode.PAGE)).satisfies(page -> {
            assertThat(page.n()).isEqualTo(1);
            assertThat(page.mean()).isEqualTo(50.0);
            assertThat(page.interval()).isEqualTo("样本不足");
        });
        mvc.perform(get("/staff/surveys/" + round.id()).with(SignedInAs.actor(COMMISSION)))
                .andExpect(content().string(containsString("电话调查的得分")))
                .andExpect(content().string(containsString("网页调查的得分")))
                .andExpect(content()
                        .string(not(containsString(people.find(drawn.get(0).personKey())
                                .orElseThrow()
                                .name()))));
    }

    @Test
    void aRoundOfStaysInHospitalIsDrawnFromDischarges() throws Exception {
        List<Long> left = List.of(resident(), resident(), resident());
        for (long one : left) {
            transaction.executeWithoutResult(_ -> events.publishEvent(new CareFinished(
                    new EntryId(one, one),
                    hospital.institutionId(),
                    "IMP",
                    CityTime.today(clock).minusDays(3))));
        }
        transaction.executeWithoutResult(_ -> events.publishEvent(new CareFinished(
                new EntryId(person, person),
                hospital.institutionId(),
                "AMB",
                CityTime.today(clock).minusDays(3))));
        Rounds.NewRound wanted = wanted(signIn, 2);
        PublicId made = rounds.make(
                COMMISSION,
                new Rounds.NewRound("住院第一轮", "inpatient", wanted.areaCode(), wanted.first(), wanted.last(), 2, signIn));
        Round round = table.find(made.shard()).orElseThrow();
        List<Sample> drawn = ofOurs(round);
        assertThat(drawn).hasSize(2);
        assertThat(drawn.stream().map(Sample::personKey)).as("who left a ward").isSubsetOf(left);
        assertThat(drawn).allSatisfy(sample -> {
            assertThat(sample.visitedOn()).isEqualTo(CityTime.today(clock).minusDays(3));
            assertThat(sample.visitId()).isNull();
        });
        assertThatThrownBy(() -> rounds.make(
                        COMMISSION,
                        new Rounds.NewRound(
                                "太早",
                                "inpatient",
                                wanted.areaCode(),
                                wanted.first().minusDays(300),
                                wanted.first().minusDays(200),
                                2,
                                signIn)))
                .isInstanceOf(Refused.class);
    }

    @Test
    void aThirdPartySeesItsSampleAloneAndEachLookIsLogged() throws Exception {
        Round round = round(1);
        Sample sample = ofOurs(round).getFirst();
        String page = "/staff/survey-work/" + round.id() + "/" + sample.sampleNo();
        long before = logged(sample.personKey());
        mvc.perform(get(page).with(SignedInAs.actor(surveyor)))
                .andExpect(content()
                        .string(containsString(
                                people.find(sample.personKey()).orElseThrow().name())));
        assertThat(logged(sample.personKey())).isEqualTo(before + 1);
        Actor stranger =
                new Actor(Actor.Kind.STAFF, "77", "别家", Set.of(Role.SURVEYOR), null, null, null, "3715", null, false);
        mvc.perform(get(page).with(SignedInAs.actor(stranger))).andExpect(status().isNotFound());
        mvc.perform(post(page)
                        .with(SignedInAs.actor(surveyor))
                        .param("mode", "PHONE")
                        .param("outcome", "UNREACHABLE"))
                .andExpect(status().is3xxRedirection());
        mvc.perform(get(page).with(SignedInAs.actor(surveyor)))
                .andExpect(content()
                        .string(not(containsString(
                                people.find(sample.personKey()).orElseThrow().name()))));
        assertThat(rounds.answer(surveyor, sample, Sample.Mode.PHONE, typed(5, "否"))
                        .refusal())
                .hasValueSatisfying(no -> assertThat(no.code()).isEqualTo("answered"));
    }

    @Test
    void aRoundThatNobodyCanAskIsNotMade() {
        assertThatThrownBy(() -> rounds.make(COMMISSION, wanted("没有这个账号", 5))).isInstanceOf(Refused.class);
        assertThatThrownBy(() -> rounds.make(COMMISSION, wanted(signIn, 0))).isInstanceOf(Refused.class);
        Round round = round(1);
        rounds.close(COMMISSION, round.roundId());
        assertThat(rounds.answer(surveyor, ofOurs(round).getFirst(), Sample.Mode.PHONE, typed(5, "否"))
                        .refusal())
                .hasValueSatisfying(no -> assertThat(no.code()).isEqualTo("round-closed"));
    }

    @Test
    void policiesInPlainWordsAndWhatIsDueToHer() throws Exception {
        mvc.perform(get("/public/policies"))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("先诊疗后付费")));
        mvc.perform(get("/m/policies").with(SignedInAs.actor(Actor.resident(1, "居民", resident()))))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("您该享受的")));
    }

    private Round round(int each) {
        PublicId made = rounds.make(COMMISSION, wanted(signIn, each));
        return table.find(made.shard()).orElseThrow();
    }

    private Rounds.NewRound wanted(String account, int each) {
        return new Rounds.NewRound(
                "门诊第一轮",
                "outpatient",
                hospital.areaCode().substring(0, 6),
                CityTime.today(clock).minusDays(30),
                CityTime.today(clock),
                each,
                account);
    }

    private List<Sample> ofOurs(Round round) {
        return samples.open(round.roundId(), 0, 10_000).stream()
                .filter(sample -> sample.groupKey().equals(Long.toString(hospital.institutionId())))
                .toList();
    }

    private void answer(Round round, Sample sample, String mode, int stars, String gift) throws Exception {
        mvc.perform(post("/staff/survey-work/" + round.id() + "/" + sample.sampleNo())
                        .with(SignedInAs.actor(surveyor))
                        .param("mode", mode)
                        .param("outcome", "ANSWERED")
                        .params(form(stars, gift)))
                .andExpect(status().is3xxRedirection());
    }

    private static Map<String, String> typed(int stars, String gift) {
        Map<String, String> typed = new HashMap<>();
        List.of("register", "waiting", "doctor", "nurse", "privacy", "setting")
                .forEach(name -> typed.put(name, Integer.toString(stars)));
        typed.put("gift", gift);
        return typed;
    }

    private static org.springframework.util.MultiValueMap<String, String> form(int stars, String gift) {
        var form = new org.springframework.util.LinkedMultiValueMap<String, String>();
        typed(stars, gift).forEach((name, value) -> form.add("field-" + name, value));
        return form;
    }

    private static RoundScores.Mean mean(Map<Sample.Mode, List<RoundScores.Line>> lines, Sample.Mode mode) {
        RoundScores.Mean mean =
                java.util.Objects.requireNonNull(lines.get(mode)).getFirst().score("overall");
        assertThat(mean).isNotNull();
        return java.util.Objects.requireNonNull(mean);
    }

    private long logged(long personKey) {
        return jdbc.sql("select count(*) from access.reading where person_key = ? and purpose = 'SURVEY'")
                .param(personKey)
                .query(Long.class)
                .single();
    }
}
