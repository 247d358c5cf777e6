package org.kangcheng.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import jakarta.servlet.http.Cookie;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedIn;
import org.kangcheng.directory.Institution;
import org.kangcheng.identity.NewPerson;
import org.kangcheng.kernel.CityTime;
import org.kangcheng.kernel.PublicId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The card as people and programs meet it: pages and API. */
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
class CardHttpStory extends TestPlatform {
    @Autowired
    MockMvc mvc;

    @Autowired
    CardHolders holders;

    @Autowired
    Cards cards;

    @Autowired
    Codes codes;

    @Autowired
    Clock clock;

    long person;
    Institution hospital;

    @BeforeEach
    void somebody() {
        person = holders.verified();
        hospital = holders.hospital(0);
    }

    @Test
    void aResidentAppliesForHerCardAndShowsIt() throws Exception {
        Actor herself = Actor.resident(1, "本人", person);
        page(herself, get("/m/card")).andExpect(content().string(containsString("申领电子健康卡")));
        page(herself, post("/m/card/issue")).andExpect(redirectedUrl("/m/card"));
        page(herself, get("/m/card"))
                .andExpect(content().string(containsString("<svg")))
                .andExpect(content().string(containsString("还可识读 <span>5</span> 次")));
        page(herself, get("/m/card/code")).andExpect(content().string(containsString("hx-get=\"/m/card/code\"")));
        page(herself, get("/m/card/print")).andExpect(content().string(containsString("长期有效")));
        page(herself, get("/m/card/uses")).andExpect(content().string(containsString("还没有用卡记录")));
    }

    @Test
    void sheSuspendsItHerselfAndResumesIt() throws Exception {
        Actor herself = Actor.resident(1, "本人", person);
        cards.issue(CardHolders.CITY, person);
        page(herself, post("/m/card/suspend")).andExpect(redirectedUrl("/m/card"));
        page(herself, get("/m/card")).andExpect(content().string(containsString("恢复使用")));
        page(herself, get("/m/card/code")).andExpect(status().isUnprocessableContent());
        page(herself, post("/m/card/resume")).andExpect(redirectedUrl("/m/card"));
        page(herself, get("/m/card")).andExpect(content().string(containsString("<svg")));
    }

    @Test
    void aRegistrarReadsCodesAtHerWindow() throws Exception {
        cards.issue(CardHolders.CITY, person);
        Actor registrar = CardHolders.staff(Role.REGISTRAR, hospital.institutionId(), null);
        page(registrar, get("/staff/reading-point")).andExpect(content().string(containsString("请选择")));
        page(registrar, post("/staff/reading-point/place").param("place", "step-010101"))
                .andExpect(redirectedUrl("/staff/reading-point"));
        page(registrar, post("/staff/reading-point/place").param("place", "99")).andExpect(status().isBadRequest());

        read(registrar, codes.present(person).text())
                .andExpect(content().string(containsString("识读成功")))
                .andExpect(content().string(containsString("hx-swap-oob")));
        read(registrar, "什么").andExpect(content().string(containsString("data-refusal=\"code-malformed\"")));
        page(registrar, get("/staff/reading-point").cookie(place()))
                .andExpect(content().string(containsString("测* 男")))
                .andExpect(content().string(containsString("请重新扫码")));
        page(Actor.resident(1, "本人", person), get("/m/card/uses"))
                .andExpect(content().string(containsString(hospital.name())));
    }

    @Test
    void anAccountWithoutAnInstitutionReadsNothing() throws Exception {
        page(CardHolders.officer("3715"), get("/staff/reading-point")).andExpect(status().isForbidden());
    }

    @Test
    void theOfficerWalksFromTheFiguresToThePeopleAndTheirCards() throws Exception {
        String village = holders.village(20);
        long resident = holders.verified(village);
        long without = holders.verified(village);
        cards.issue(CardHolders.CITY, resident);
        Actor officer = CardHolders.officer("3715");
        String id = PublicId.encode(resident);

        page(officer, get("/staff/cards")).andExpect(content().string(containsString("发卡率")));
        page(officer, get("/staff/cards").param("area", village)).andExpect(status().isOk());
        page(officer, get("/staff/cards/list").param("area", village.substring(0, 6)))
                .andExpect(content().string(containsString("测*")));
        page(officer, get("/staff/cards/list").param("area", village))
                .andExpect(content().string(containsString(id)))
                .andExpect(content().string(not(containsString(PublicId.encode(without)))));
        page(officer, get("/staff/cards/list").param("area", village).param("show", "missing"))
                .andExpect(content().string(containsString(PublicId.encode(without))));
        page(
                        officer,
                        post("/staff/cards/find")
                                .param("query", cards.of(resident).orElseThrow().cardId()))
                .andExpect(content().string(containsString(id)));

        page(officer, get("/staff/cards/person/" + id)).andExpect(content().string(containsString("挂失暂停")));
        page(officer, post("/staff/cards/person/" + id + "/suspend").param("reason", "电话挂失"))
                .andExpect(redirectedUrl("/staff/cards/person/" + id));
        page(officer, post("/staff/cards/person/" + id + "/cancel").param("reason", ""))
                .andExpect(status().isBadRequest());
        page(officer, post("/staff/cards/person/" + id + "/resume").param("reason", "找到手机"))
                .andExpect(redirectedUrl("/staff/cards/person/" + id));
        assertThat(disclosures()).isPositive();
    }

    @Test
    void anOfficerSeesHerAreaAlone() throws Exception {
        String village = holders.village(21);
        Actor elsewhere = CardHolders.officer("371581");
        page(elsewhere, get("/staff/cards").param("area", village)).andExpect(status().isForbidden());
        page(elsewhere, get("/staff/cards/list").param("area", village)).andExpect(status().isForbidden());
        page(elsewhere, post("/staff/cards/bulk").param("area", village)).andExpect(status().isForbidden());
        page(elsewhere, get("/staff/cards/person/" + PublicId.encode(person))).andExpect(status().isNotFound());
    }

    @Test
    void bulkIssueShowsItsProgress() throws Exception {
        String village = holders.village(22);
        holders.verified(village);
        Actor officer = CardHolders.officer("3715");
        String job = page(officer, post("/staff/cards/bulk").param("area", village))
                .andReturn()
                .getResponse()
                .getRedirectedUrl();
        page(officer, get(String.valueOf(job))).andExpect(content().string(containsString("批量发卡")));
        Eventually.holds(() -> text(officer, job + "/progress").contains("已完成"));
        assertThat(text(officer, job + "/progress")).contains("<span id=\"done\">1</span>");
    }

    @Test
    void aProgramIssuesACardOnceAndOnlyItsInstitutionGetsTheCode() throws Exception {
        String application = application(CardHolders.person(holders.village(0), true, true));
        String first = api(client(hospital), "/api/v1/cards", application)
                .andExpect(status().isCreated())
                .andExpect(jsonPath("$.attribute").value("2"))
                .andExpect(jsonPath("$.staticCode").value(matchesPattern("[0-9A-F]{64}:1::3715A0001")))
                .andReturn()
                .getResponse()
                .getContentAsString();
        api(client(hospital), "/api/v1/cards", application)
                .andExpect(status().isOk())
                .andExpect(content().json(first));
        api(client(holders.hospital(1)), "/api/v1/cards", application)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.staticCode").doesNotExist());
    }

    @Test
    void aProgramChangesOnlyWhatItsInstitutionIssued() throws Exception {
        NewPerson told = CardHolders.person(holders.village(0), true, true);
        api(client(hospital), "/api/v1/cards", application(told)).andExpect(status().isCreated());
        String document = "{\"idType\":\"01\",\"idNumber\":\"" + told.idNumber() + "\"}";
        String id = jsonText(api(client(holders.hospital(1)), "/api/v1/cards/query", document), "personId");

        String path = "/api/v1/cards/" + id;
        api(client(holders.hospital(1)), path + "/suspend", "{}").andExpect(status().isForbidden());
        api(client(hospital), path + "/suspend", "{\"reason\":\"挂失\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.status").value("SUSPENDED"));
        api(client(hospital), path + "/suspend", "{}")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.code").value("already-suspended"));
        api(client(hospital), path + "/resume", "{}").andExpect(status().isOk());
        api(client(hospital), path + "/cancel", "{}").andExpect(status().isOk());
        api(client(hospital), "/api/v1/cards/query", document).andExpect(status().isNotFound());
    }

    @Test
    void aProgramVerifiesACode() throws Exception {
        cards.issue(CardHolders.CITY, person);
        String body = verification(codes.present(person).text());
        api(client(hospital), "/api/v1/codes/verify", body)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.personId").value(PublicId.encode(person)))
                .andExpect(jsonPath("$.name").value("测*"))
                .andExpect(jsonPath("$.verificationsLeft").value(4));
        api(client(hospital), "/api/v1/codes/verify", verification("x"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.code").value("code-malformed"));
        api(client(hospital), "/api/v1/codes/verify", "{\"code\":\"x\"}")
                .andExpect(jsonPath("$.code").value("missing-field"));
        api(client(hospital), "/api/v1/codes/verify", "{").andExpect(status().isBadRequest());
        api(client(null), "/api/v1/codes/verify", body).andExpect(status().isBadRequest());
    }

    @Test
    void aBatchOfUsesIsTakenOnce() throws Exception {
        cards.issue(CardHolders.CITY, person);
        String code = codes.staticCode(person);
        OffsetDateTime now = clock.instant().atZone(CityTime.ZONE).toOffsetDateTime();
        String body = """
                {"uses":[
                  {"recordNo":"A1","code":"%1$s","careStep":"0101011","channel":"0100","usedAt":"%2$s"},
                  {"recordNo":"A2","code":"%1$s","careStep":"010103","channel":"0100","usedAt":"%2$s"},
                  {"recordNo":"A3","code":"%1$s","careStep":"010103","channel":"0100","usedAt":"%3$s"},
                  {"recordNo":"A4","code":"%4$s","careStep":"010103","channel":"0100","usedAt":"%2$s"},
                  {"recordNo":"A5","code":"?","careStep":"010103","channel":"0100","usedAt":"%2$s"}
                ]}""".formatted(code, now, now.minus(Duration.ofDays(1)), "0".repeat(64));
        api(client(hospital), "/api/v1/codes/uses", body)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.accepted").value(2))
                .andExpect(jsonPath("$.refused").value(3))
                .andExpect(jsonPath("$.results[2].reason").value("not-of-today"))
                .andExpect(jsonPath("$.results[3].reason").value("card-unknown"))
                .andExpect(jsonPath("$.results[4].reason").value("code-malformed"));
        api(client(hospital), "/api/v1/codes/uses", body)
                .andExpect(jsonPath("$.accepted").value(0))
                .andExpect(jsonPath("$.duplicates").value(2));
        assertThat(cards.lastShownAt(person, hospital.institutionId()))
                .as("a report opens no record")
                .isEmpty();
    }

    @Test
    void fiveHundredAndOneUsesAreTooMany() throws Exception {
        String uses = "{},".repeat(500) + "{}";
        api(client(hospital), "/api/v1/codes/uses", "{\"uses\":[" + uses + "]}")
                .andExpect(status().isUnprocessableContent())
                .andExpect(jsonPath("$.code").value("too-many-records"));
    }

    private ResultActions page(Actor actor, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(SignedIn.as(actor)).with(csrf()));
    }

    private String text(Actor actor, String path) {
        try {
            return page(actor, get(path)).andReturn().getResponse().getContentAsString();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private ResultActions read(Actor actor, String code) throws Exception {
        return page(actor, post("/staff/reading-point/read").param("code", code).cookie(place()))
                .andExpect(status().isOk());
    }

    private static Cookie place() {
        return new Cookie("reading-place", "step-010101");
    }

    private ResultActions api(Actor actor, String path, String body) throws Exception {
        return page(actor, post(path).contentType(MediaType.APPLICATION_JSON).content(body));
    }

    private static Actor client(@Nullable Institution institution) {
        Long id = institution == null ? null : institution.institutionId();
        return new Actor(
                Actor.Kind.CLIENT, "test-client", "测试接口", Set.of(Role.CLIENT), id, null, null, null, null, id == null);
    }

    private static String verification(String code) {
        return "{\"code\":\"" + code + "\",\"careStep\":\"010101\",\"channel\":\"0100\"}";
    }

    private static String application(NewPerson told) {
        return """
                {"idType":"01","idNumber":"%s","name":"%s","areaCode":"%s"}""".formatted(told.idNumber(), told.name(), told.areaCode());
    }

    private static String jsonText(ResultActions answer, String field) throws Exception {
        String json =
                answer.andExpect(status().isOk()).andReturn().getResponse().getContentAsString();
        return com.jayway.jsonpath.JsonPath.read(json, "$." + field);
    }

    private long disclosures() {
        return jdbc.sql("select count(*) from access.reading where what = '已发卡居民名单'")
                .query(Long.class)
                .single();
    }
}
