package org.kangcheng.survey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Accounts;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.kernel.Refused;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.ResultMatcher;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;

/** A round among those who work for institutions: drawn from their accounts, answered by themselves, told by nobody's name. */
class StaffRoundStory extends SurveyPlatform {
    @Autowired
    DrawSample drawing;

    private final List<Actor> staff = new ArrayList<>();

    @BeforeEach
    void eightWhoWorkThere() {
        hospital = another();
        // Who worked there in another story has left.
        jdbc.sql("update access.account set disabled_at = now() where institution_id = ? and disabled_at is null")
                .param(hospital.institutionId())
                .update();
        staff.clear();
        for (int n = 0; n < 8; n++) {
            staff.add(account("职工" + n, n == 0 ? Role.MANAGER : Role.DOCTOR, hospital.institutionId()));
        }
    }

    @Test
    void whoWorksThereIsDrawnByLotAndToldAndAnswersByHerself() throws Exception {
        Round round = round("", 6);
        List<Sample> drawn = ofOurs(round);
        assertThat(drawn)
                .hasSize(6)
                .allSatisfy(sample -> assertThat(sample.person()).isNull());
        assertThat(drawn.stream().map(Sample::account)).doesNotHaveDuplicates().isSubsetOf(keys(staff));
        assertThat(drawing.of(round, null).stream().map(Sample::account))
                .as("the same seed draws the same again")
                .containsExactlyElementsOf(samples.open(round.roundId(), 0, 10_000).stream()
                        .map(Sample::account)
                        .toList());

        List<Actor> named = new ArrayList<>();
        for (Sample sample : drawn) {
            named.add(actor(sample));
        }
        Actor leftOut = staff.stream()
                .filter(it -> !keys(named).contains(key(it)))
                .findFirst()
                .orElseThrow();
        Sample first = drawn.getFirst();
        mvc.perform(get("/staff/notices").with(SignedInAs.actor(named.getFirst())))
                .andExpect(content().string(containsString("请您作答：" + round.title())))
                .andExpect(content().string(containsString(page(round, first))));
        mvc.perform(get("/staff/my-surveys").with(SignedInAs.actor(leftOut)))
                .andExpect(content().string(containsString("现在没有请您作答的问卷")));
        mvc.perform(get(page(round, first)).with(SignedInAs.actor(leftOut))).andExpect(status().isNotFound());
        mvc.perform(get(page(round, first)).with(SignedInAs.actor(named.getFirst())))
                .andExpect(content().string(containsString("收入与付出相称")));

        answer(round, first, named.getFirst(), 9, status().isOk()); // a score that there is not
        assertThat(samples.find(round.roundId(), first.sampleNo()).orElseThrow().open())
                .isTrue();
        for (int n = 0; n < 4; n++) {
            answer(round, drawn.get(n), named.get(n), 4, status().is3xxRedirection());
        }
        answer(round, first, named.getFirst(), 1, status().isNotFound()); // once
        mvc.perform(get("/staff/surveys/" + round.id()).with(SignedInAs.actor(COMMISSION)))
                .andExpect(content().string(containsString("人数少，不显示")))
                .andExpect(content().string(not(containsString("75.0"))));
        answer(round, drawn.get(4), named.get(4), 4, status().is3xxRedirection());
        mvc.perform(get("/staff/surveys/" + round.id()).with(SignedInAs.actor(COMMISSION)))
                .andExpect(content().string(containsString("网页调查的得分")))
                .andExpect(content().string(containsString("75.0")))
                .andExpect(content().string(not(containsString(named.getFirst().name()))));
        assertThat(scores.of(round, questionnaires.of(round)).keySet()).containsExactly(Sample.Mode.PAGE);
        assertThat(jdbc.sql("select distinct asked_by from survey.sample where shard = ? and outcome is not null")
                        .param(round.roundId())
                        .query(String.class)
                        .list())
                .containsExactly("本人");
        assertThat(counted("survey.staff.page.overall.answers")).isEqualTo(5);
        assertThat(jdbc.sql("select count(*) from tally.series where name like 'survey.outpatient.%staff%'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    @Test
    void aThirdPartyMayAskThemToo() throws Exception {
        String signIn = "survey-" + UUID.randomUUID().toString().substring(0, 8);
        Actor surveyor = account(signIn, "第三方", Role.SURVEYOR, null);
        Round round = round(signIn, 2);
        Sample sample = ofOurs(round).getFirst();
        String page = "/staff/survey-work/" + round.id() + "/" + sample.sampleNo();
        mvc.perform(get(page).with(SignedInAs.actor(surveyor)))
                .andExpect(content().string(containsString(actor(sample).name())))
                .andExpect(content().string(not(containsString("住址"))));
        mvc.perform(post(page)
                        .with(SignedInAs.actor(surveyor))
                        .param("mode", "ON_SPOT")
                        .param("outcome", "REFUSED"))
                .andExpect(status().is3xxRedirection());
        assertThat(samples.find(round.roundId(), sample.sampleNo())
                        .orElseThrow()
                        .mode())
                .isEqualTo(Sample.Mode.ON_SPOT);
        assertThat(rounds.ofStaff(actor(sample)))
                .as("who refused is not asked again")
                .isEmpty();
    }

    @Test
    void residentsAreAskedByAThirdPartyAsBefore() {
        assertThatThrownBy(() -> rounds.make(COMMISSION, wanted("outpatient", "", 5)))
                .isInstanceOf(Refused.class)
                .hasMessage("surveyor");
    }

    private void answer(Round round, Sample sample, Actor by, int stars, ResultMatcher expected) throws Exception {
        MultiValueMap<String, String> form = new LinkedMultiValueMap<>();
        for (String question : List.of("pay", "load", "growth", "managed", "setting", "safe")) {
            form.add("field-" + question, Integer.toString(stars));
        }
        form.add("field-stay", "是");
        mvc.perform(post(page(round, sample)).with(SignedInAs.actor(by)).params(form))
                .andExpect(expected);
    }

    private static String page(Round round, Sample sample) {
        return "/staff/my-surveys/" + round.id() + "/" + sample.sampleNo();
    }

    private long counted(String series) {
        return jdbc.sql("""
                select coalesce(sum(n), 0) from (
                    select series_no, area_code, n from tally.count union all select series_no, area_code, n from tally.change
                ) both_of_them join tally.series using (series_no)
                 where name = ? and area_code = '@' || lpad(?::text, 19, '0')
                """)
                .params(series, hospital.institutionId())
                .query(Long.class)
                .single();
    }

    private Round round(String surveyor, int each) {
        PublicId made = rounds.make(COMMISSION, wanted("staff", surveyor, each));
        return table.find(made.shard()).orElseThrow();
    }

    private Rounds.NewRound wanted(String questionnaire, String surveyor, int each) {
        return new Rounds.NewRound(
                "职工第一轮",
                questionnaire,
                hospital.areaCode().substring(0, 6),
                CityTime.today(clock).minusDays(30),
                CityTime.today(clock),
                each,
                surveyor);
    }

    private List<Sample> ofOurs(Round round) {
        return samples.open(round.roundId(), 0, 10_000).stream()
                .filter(sample -> Objects.equals(sample.institutionId(), hospital.institutionId()))
                .toList();
    }

    private Actor actor(Sample sample) {
        return staff.stream().filter(sample::isOf).findFirst().orElseThrow();
    }

    private static long key(Actor actor) {
        return Long.parseLong(actor.id());
    }

    private static List<Long> keys(List<Actor> actors) {
        return actors.stream().map(StaffRoundStory::key).toList();
    }

    private Actor account(String name, Role role, long institution) {
        return account("staff-" + UUID.randomUUID(), name, role, institution);
    }

    private Actor account(String signIn, String name, Role role, @Nullable Long institution) {
        Accounts.Created created = accounts.create(
                Actor.system("test"),
                new Accounts.NewAccount(
                        signIn, name, "Rather-Long-4711", Set.of(role), institution, null, null, null, false));
        return new Actor(
                Actor.Kind.STAFF,
                Long.toString(created.accountId()),
                name,
                Set.of(role),
                institution,
                null,
                null,
                null,
                null,
                false);
    }
}
