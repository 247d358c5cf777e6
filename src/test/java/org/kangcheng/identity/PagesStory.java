package org.kangcheng.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Actor;
import org.kangcheng.access.ResidentAccounts;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.identity.EnrolResult.Enrolled;
import org.kangcheng.kernel.PublicId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** What people see and do: masked unless a reason is given, within their reach, and each looking is logged. */
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
class PagesStory extends TestPlatform {
    private static final RequestPostProcessor REGISTRAR = SignedInAs.staff(Role.REGISTRAR, null);
    private static final RequestPostProcessor STEWARD = SignedInAs.staff(Role.STEWARD, null);

    @Autowired
    MockMvc mvc;

    @Autowired
    Enrolments enrolments;

    @Autowired
    People people;

    @Autowired
    StewardTable cases;

    @Autowired
    ResidentAccounts accounts;

    @Test
    void aSearchShowsMaskedPeopleAndIsLogged() throws Exception {
        NewPerson told = TestPeople.called("宓小蕊");
        long key = enrol(told);
        mvc.perform(post("/staff/people/search").param("q", "宓小蕊").with(REGISTRAR))
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("宓**")))
                .andExpect(content().string(not(containsString(told.idNumber()))))
                .andExpect(content().string(not(containsString(told.phone()))));
        assertThat(found(key)).isEqualTo(1);
        mvc.perform(post("/staff/people/search")
                        .param("q", "宓小蕊")
                        .header("HX-Request", "true")
                        .with(REGISTRAR))
                .andExpect(content().string(not(containsString("<html"))));
    }

    @Test
    void aVillageDoctorReachesHerOwnAreaAlone() throws Exception {
        String here = id(enrol(TestPeople.livingIn("村民甲", "371502001001")));
        String there = id(enrol(TestPeople.livingIn("村民乙", "371521001001")));
        RequestPostProcessor doctor = SignedInAs.staff(Role.VILLAGE_DOCTOR, "371502001001");
        mvc.perform(get("/staff/people/" + here).with(doctor)).andExpect(status().isOk());
        mvc.perform(get("/staff/people/" + there).with(doctor)).andExpect(status().isNotFound());
        mvc.perform(post("/staff/people/" + there + "/unmask")
                        .param("reason", "随访")
                        .with(doctor))
                .andExpect(status().isNotFound());
    }

    @Test
    void clearDataNeedsAReasonThatTheResidentCanRead() throws Exception {
        NewPerson told = TestPeople.someone();
        long key = enrol(told);
        mvc.perform(get("/staff/people/" + id(key)).with(STEWARD))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString(told.idNumber()))));
        mvc.perform(post("/staff/people/" + id(key) + "/unmask")
                        .param("reason", " ")
                        .with(STEWARD))
                .andExpect(status().isBadRequest());
        mvc.perform(post("/staff/people/" + id(key) + "/unmask")
                        .param("reason", "补打病历")
                        .with(STEWARD))
                .andExpect(content().string(containsString(told.idNumber())));
        assertThat(jdbc.sql("select what from access.reading where person_key = ? order by reading_id")
                        .param(key)
                        .query(String.class)
                        .list())
                .containsExactly("居民基本信息", "完整证件信息（补打病历）");
    }

    @Test
    void aWindowEnrolsAndRecordsAPhone() throws Exception {
        NewPerson told = TestPeople.someone();
        mvc.perform(get("/staff/people/new").with(REGISTRAR)).andExpect(status().isOk());
        mvc.perform(enrolForm(told.name(), told.idNumber()).with(REGISTRAR))
                .andExpect(redirectedUrlPattern("/staff/people/*?enrolled"));
        long key = people.byDocument("01", told.idNumber()).orElseThrow();
        mvc.perform(enrolForm(told.name(), told.idNumber()).with(REGISTRAR))
                .andExpect(redirectedUrl("/staff/people/" + id(key) + "?known"));
        mvc.perform(enrolForm("别人", told.idNumber()).with(REGISTRAR))
                .andExpect(content().string(containsString("已转主索引管理员核对")));
        mvc.perform(enrolForm("=坏", told.idNumber()).with(REGISTRAR))
                .andExpect(content().string(containsString("姓名为空、过长，或含有无法识别的字符")));
        mvc.perform(post("/staff/people/" + id(key) + "/phone")
                        .param("phone", "13611112222")
                        .with(REGISTRAR))
                .andExpect(redirectedUrl("/staff/people/" + id(key) + "?done"));
        assertThat(people.byPhone("13611112222")).contains(key);
    }

    @Test
    void theStewardComparesAndMerges() throws Exception {
        NewPerson first = TestPeople.called("并列");
        long one = enrol(first);
        NewPerson second = TestPeople.called("并列");
        long other = enrol(second);
        String caseId = id(cases.open(one, other, StewardTable.Reason.NAME));

        mvc.perform(get("/staff/steward").with(STEWARD)).andExpect(status().isOk());
        mvc.perform(get("/staff/steward/" + caseId).with(STEWARD))
                .andExpect(content().string(containsString(first.idNumber())))
                .andExpect(content().string(containsString(second.idNumber())));
        mvc.perform(post("/staff/steward/" + caseId + "/same")
                        .param("keep", id(one))
                        .param("reason", "户口簿")
                        .with(STEWARD))
                .andExpect(redirectedUrl("/staff/steward"));
        mvc.perform(get("/staff/people/" + id(one)).with(STEWARD))
                .andExpect(content().string(containsString("已并入")));
        mvc.perform(post("/staff/people/" + id(one) + "/split")
                        .param("retired", id(other))
                        .param("reason", "误并")
                        .with(STEWARD))
                .andExpect(redirectedUrl("/staff/people/" + id(one) + "?done"));
        assertThat(people.resolve(other)).isEqualTo(other);
    }

    @Test
    void theStewardsOtherFormsEachDoOneThing() throws Exception {
        NewPerson told = TestPeople.called("诸事");
        String page = "/staff/people/" + id(enrol(told));
        for (var form : List.of(
                post(page + "/correction")
                        .param("name", "诸事顺")
                        .param("sex", "FEMALE")
                        .param("birthDate", told.birthDate().toString())
                        .param("reason", "户口簿"),
                post(page + "/move").param("village", "371502001002").param("reason", "迁移"),
                post(page + "/status").param("kind", "ORPHAN").param("from", "2024-01-01"),
                post(page + "/status/end").param("kind", "ORPHAN").param("to", "2025-01-01"),
                post(page + "/verified"),
                post(page + "/death").param("on", "2025-06-01").param("reason", "死亡证明"),
                post(page + "/death").param("on", "").param("reason", "报错了"))) {
            mvc.perform(form.with(STEWARD)).andExpect(redirectedUrl(page + "?done"));
        }
        mvc.perform(post(page + "/status")
                        .param("kind", "ORPHAN")
                        .param("from", "2024-05-01")
                        .with(STEWARD))
                .andExpect(status().isConflict());
        mvc.perform(get(page).with(STEWARD)).andExpect(content().string(containsString("2025-01-01")));
    }

    @Test
    void aTableGoesUpAndTheBadRowComesBack() throws Exception {
        NewPerson told = TestPeople.someone();
        String csv = "姓名,证件号码,行政区划代码\n%s,%s,371502001001\n坏号,1,371502001001\n".formatted(told.name(), told.idNumber());
        MockMultipartFile file =
                new MockMultipartFile("file", "名单.csv", "text/csv", csv.getBytes(StandardCharsets.UTF_8));
        String page = mvc.perform(multipart("/staff/people/import").file(file).with(STEWARD))
                .andExpect(redirectedUrlPattern("/staff/people/import/*"))
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        assertThat(page).isNotNull();
        mvc.perform(get(page).with(STEWARD)).andExpect(status().isOk());
        String progress = progress(page);
        assertThat(progress).contains("导入完成").contains("下载错误行").doesNotContain("hx-trigger");
        mvc.perform(get(page + "/errors").with(STEWARD))
                .andExpect(content().string(containsString("坏号,1,371502001001,3,身份证号码位数、日期或校验码不正确。")));
        mvc.perform(get("/staff/people/import").with(STEWARD))
                .andExpect(content().string(containsString("名单.csv")));
        mvc.perform(get("/staff/people/import/form").with(STEWARD)).andExpect(status().isOk());
    }

    @Test
    void aFileThatIsNoTableIsToldOnThePage() throws Exception {
        MockMultipartFile file = new MockMultipartFile("file", "a.xlsx", "x", new byte[] {1, 2, 3, 4});
        mvc.perform(multipart("/staff/people/import").file(file).with(STEWARD))
                .andExpect(content().string(containsString("只接受 .xlsx 和 .csv 文件")));
    }

    @Test
    void aResidentWhosePhoneIsRecordedProvesHerselfAtOnce() throws Exception {
        NewPerson told = TestPeople.someone();
        long key = enrol(told);
        long account = accounts.ofPhone(told.phone());
        mvc.perform(get("/m/proof").with(SignedInAs.resident(account, null))).andExpect(status().isOk());
        mvc.perform(proof(told.name(), told.idNumber()).with(SignedInAs.resident(account, null)))
                .andExpect(redirectedUrl("/m"));
        assertThat(accounts.proved(account))
                .containsExactly(new ResidentAccounts.Proved(key, ResidentAccounts.Relation.SELF));
        mvc.perform(get("/m/family").with(SignedInAs.resident(account, key)))
                .andExpect(content().string(containsString("当前")));
        mvc.perform(post("/m/family/" + id(key)).with(SignedInAs.resident(account, key)))
                .andExpect(redirectedUrl("/m"));
    }

    @Test
    void withAnotherPhoneSheIsSentToAWindow() throws Exception {
        NewPerson told = TestPeople.someone();
        enrol(told);
        long account = accounts.ofPhone("13700000001");
        mvc.perform(proof(told.name(), told.idNumber()).with(SignedInAs.resident(account, null)))
                .andExpect(content().string(containsString("请持证件原件到任一医疗机构窗口")));
        assertThat(accounts.proved(account)).isEmpty();
    }

    @Test
    void theSixthTryWithinTheHourIsNotEvenLookedAt() throws Exception {
        NewPerson told = TestPeople.someone();
        enrol(told);
        long account = accounts.ofPhone(told.phone());
        for (int wrong = 0; wrong < 5; wrong++) {
            mvc.perform(proof("猜测", told.idNumber()).with(SignedInAs.resident(account, null)))
                    .andExpect(content().string(containsString("没有找到姓名与证件号码一致的居民")));
        }
        mvc.perform(proof(told.name(), told.idNumber()).with(SignedInAs.resident(account, null)))
                .andExpect(content().string(containsString("尝试次数过多")));
    }

    @Test
    void whoIsInNoListEnrolsHerselfUnverified() throws Exception {
        NewPerson told = TestPeople.someone();
        long account = accounts.ofPhone(told.phone());
        RequestPostProcessor she = SignedInAs.resident(account, null);
        mvc.perform(proof(told.name(), told.idNumber()).with(she))
                .andExpect(content().string(containsString("自助建档")));
        mvc.perform(get("/m/areas").param("county", "371502").with(she))
                .andExpect(content().string(containsString("古楼街道")));
        mvc.perform(post("/m/proof/enrol")
                        .param("name", told.name())
                        .param("idNumber", told.idNumber())
                        .param("relation", "SELF")
                        .param("village", TestPeople.VILLAGE)
                        .param("address", "幸福路")
                        .with(she))
                .andExpect(redirectedUrl("/m"));
        long key = people.byDocument("01", told.idNumber()).orElseThrow();
        assertThat(people.find(key).orElseThrow().verified()).isFalse();
        assertThat(accounts.proved(account))
                .extracting(ResidentAccounts.Proved::personKey)
                .containsExactly(key);
    }

    private String progress(String page) throws Exception {
        String shown = "";
        for (int wait = 0; wait < 500 && !shown.contains("导入完成"); wait++) {
            Thread.sleep(20);
            shown = mvc.perform(get(page + "/progress").with(STEWARD))
                    .andReturn()
                    .getResponse()
                    .getContentAsString(StandardCharsets.UTF_8);
        }
        return shown;
    }

    private static org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder proof(
            String name, String number) {
        return post("/m/proof").param("name", name).param("idNumber", number).param("relation", "SELF");
    }

    private static org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder enrolForm(
            String name, String number) {
        return post("/staff/people")
                .param("name", name)
                .param("sex", "UNKNOWN")
                .param("birthDate", "")
                .param("idType", "01")
                .param("idNumber", number)
                .param("phone", "")
                .param("village", TestPeople.VILLAGE)
                .param("address", "");
    }

    /** How often she was found, as she sees it herself. */
    private long found(long key) {
        return jdbc.sql("select count(*) from access.reading where person_key = ? and what = '居民检索'")
                .param(key)
                .query(Long.class)
                .single();
    }

    private long enrol(NewPerson person) {
        return ((Enrolled) enrolments.enrol(Actor.system("窗口"), person)).personKey();
    }

    private static String id(long key) {
        return PublicId.encode(key);
    }
}
