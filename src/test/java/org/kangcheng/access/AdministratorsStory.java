package org.kangcheng.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.kangcheng.TestPlatform;
import org.kangcheng.directory.Department;
import org.kangcheng.directory.Institution;
import org.kangcheng.directory.Institutions;
import org.kangcheng.directory.Practitioner;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** The system administrator gives accounts their place, and institutions' programs their secrets. */
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
class AdministratorsStory extends TestPlatform {
    private static final String VILLAGE = "371502001001";

    @Autowired
    MockMvc mvc;

    @Autowired
    AccountTable table;

    @Autowired
    Institutions institutions;

    @Test
    void aDoctorsAccountIsOpenedAndBoundToHerDepartmentAndHerPlaceInTheDirectory() throws Exception {
        Institution hospital = hospital(0);
        Practitioner doctor =
                institutions.practitioners(hospital.institutionId()).getFirst();
        AccountTable.Account account = opened();
        mvc.perform(get(workplace(account)).with(administrator()).param("county", "371502"))
                .andExpect(content().string(containsString("所在机构")));
        mvc.perform(get(workplace(account))
                        .with(administrator())
                        .param("changed", "true")
                        .param("institution", Long.toString(hospital.institutionId())))
                .andExpect(content().string(containsString(doctor.name())));
        bind(account, hospital, doctor.departmentId(), doctor.practitionerId(), "")
                .andExpect(redirectedUrl("/staff/accounts"));
        Actor actor = table.byId(account.accountId()).orElseThrow().actor();
        assertThat(List.of(actor.institution(), actor.departmentId(), actor.practitionerId()))
                .isEqualTo(List.of(hospital.institutionId(), doctor.departmentId(), doctor.practitionerId()));
        assertThat(actor.areaCode()).isNull();
        assertThat(jdbc.sql("select detail from access.change where what = '设定工作范围' and subject = ?")
                        .param(account.signIn())
                        .query(String.class)
                        .single())
                .contains(hospital.name());
    }

    @Test
    void aVillageDoctorAnswersForHerVillage() throws Exception {
        AccountTable.Account account = opened();
        mvc.perform(get(workplace(account))
                        .with(administrator())
                        .param("changed", "true")
                        .param("area", "371502", "371502001", VILLAGE))
                .andExpect(content().string(containsString("value=\"" + VILLAGE + "\" selected")));
        bind(account, hospital(0), null, null, VILLAGE).andExpect(redirectedUrl("/staff/accounts"));
        Actor actor = table.byId(account.accountId()).orElseThrow().actor();
        assertThat(actor.coversArea(VILLAGE)).isTrue();
        assertThat(actor.coversArea("371502001002")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "371502, 371502",
        "'371502,371502001', 371502001",
        // Another county was chosen: the old one's town is forgotten.
        "'371521,371502001,371502001001', 371521",
        "',371502001', ''"
    })
    void theDeepestChosenPlaceCounts(String chosen, String deepest) {
        assertThat(Workplaces.deepest(List.of(chosen.split(",", -1)))).isEqualTo(deepest);
    }

    @Test
    void whatDoesNotBelongTogetherIsRefused() throws Exception {
        Institution one = hospital(0);
        Department others =
                institutions.departments(hospital(1).institutionId()).getFirst();
        AccountTable.Account account = opened();
        bind(account, one, others.departmentId(), null, "")
                .andExpect(status().is(422))
                .andExpect(content().string(containsString("请重新选择")));
        bind(account, one, null, null, "371599").andExpect(status().is(422));
        assertThat(table.byId(account.accountId()).orElseThrow().institutionId())
                .isNull();
    }

    @Test
    void anInstitutionsProgramGetsASecretThatIsShownOnceAndCanBeRenewedAndStopped() throws Exception {
        String client = "his-" + UUID.randomUUID().toString().substring(0, 8);
        String first = secretOn(mvc.perform(post("/staff/clients")
                .with(administrator())
                .param("clientId", client)
                .param("name", "测试医院信息系统")
                .param("institution", Long.toString(hospital(0).institutionId()))));
        token(client, first).andExpect(status().isOk());
        String second = secretOn(
                mvc.perform(post("/staff/clients/" + client + "/secret").with(administrator())));
        token(client, first).andExpect(status().isUnauthorized());
        token(client, second).andExpect(status().isOk());
        mvc.perform(get("/staff/clients").with(administrator()).param("after", client.substring(0, 5)))
                .andExpect(content().string(containsString(hospital(0).name())))
                .andExpect(content().string(org.hamcrest.Matchers.not(containsString(second))));
        mvc.perform(post("/staff/clients/" + client + "/disabled")
                        .with(administrator())
                        .param("disabled", "true"))
                .andExpect(redirectedUrl("/staff/clients"));
        token(client, second).andExpect(status().isUnauthorized());
    }

    @ParameterizedTest
    @CsvSource({"Bad Id, 1, false, 小写字母", "two-scopes, 1, true, 两者选一", "no-scope, , false, 两者选一"})
    void aProgramWithoutAFittingNameOrScopeIsRefused(String id, String institution, boolean cityWide, String why)
            throws Exception {
        mvc.perform(post("/staff/clients")
                        .with(administrator())
                        .param("clientId", id)
                        .param("name", "测试")
                        .param("institution", institution == null ? "" : institution)
                        .param("cityWide", Boolean.toString(cityWide)))
                .andExpect(status().is(422))
                .andExpect(content().string(containsString(why)));
    }

    private AccountTable.Account opened() throws Exception {
        String name = "opened-" + UUID.randomUUID();
        mvc.perform(post("/staff/accounts")
                        .with(administrator())
                        .param("signIn", name)
                        .param("name", "新同事")
                        .param("password", "right-password-1"))
                .andExpect(header().string("Location", startsWith("/staff/accounts/")));
        return table.bySignIn(name).orElseThrow();
    }

    private ResultActions bind(
            AccountTable.Account account, Institution at, Long department, Long practitioner, String area)
            throws Exception {
        return mvc.perform(post(workplace(account))
                .with(administrator())
                .param("institution", Long.toString(at.institutionId()))
                .param("department", department == null ? "" : Long.toString(department))
                .param("practitioner", practitioner == null ? "" : Long.toString(practitioner))
                .param("area", area));
    }

    private static String workplace(AccountTable.Account account) {
        return "/staff/accounts/" + account.accountId() + "/workplace";
    }

    private Institution hospital(int n) {
        return institutions.list(Institution.Kind.HOSPITAL, "").get(n);
    }

    private ResultActions token(String client, String secret) throws Exception {
        return mvc.perform(
                post("/oauth2/token").with(httpBasic(client, secret)).param("grant_type", "client_credentials"));
    }

    private static String secretOn(ResultActions page) throws Exception {
        String html = page.andExpect(status().isOk()).andReturn().getResponse().getContentAsString();
        String from = html.substring(html.indexOf("id=\"secret\">") + 12);
        return from.substring(0, from.indexOf('<'));
    }

    private static RequestPostProcessor administrator() {
        return SignedInAs.actor(new Actor(
                Actor.Kind.STAFF, "1", "系统管理员", Set.of(Role.SYSTEM_ADMIN), null, null, null, null, null, true));
    }
}
