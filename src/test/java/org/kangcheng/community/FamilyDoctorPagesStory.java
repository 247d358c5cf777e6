package org.kangcheng.community;

import static org.assertj.core.api.Assertions.assertThat;
import static org.kangcheng.access.SignedInAs.actor;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.card.Codes;
import org.kangcheng.kernel.PublicId;
import org.kangcheng.programme.PersonalServices.Recorded;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.boot.webmvc.test.autoconfigure.MockMvcPrint;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The same by the pages: what each user sees and presses. */
@AutoConfigureMockMvc(print = MockMvcPrint.NONE)
class FamilyDoctorPagesStory extends CommunityPlatform {
    @Autowired
    MockMvc mvc;

    @Autowired
    Codes codes;

    @Autowired
    Care care;

    @Autowired
    Households households;

    private final Actor commission = staff(Role.COMMISSION, null, "3715");

    @Test
    void signedAtTheTableByTheCodeThatWasRead() throws Exception {
        Team team = team();
        long person = elder("冯当面");
        cards.issue(DESK, person);
        // Without the code there is only the paper.
        MockHttpServletRequestBuilder unread = post("/staff/family-doctor/people/{id}/sign", id(person))
                .param("team", team.id().toString())
                .param("packages", "elderly")
                .param("way", "TABLE")
                .param("requestKey", UUID.randomUUID().toString());
        assertThat(followed(doctor(), unread)).contains("请先读居民的健康码");
        String page = location(
                doctor(),
                post("/staff/family-doctor/read")
                        .param("code", codes.present(person).text()));
        assertThat(page).contains("reading=");
        assertThat(seen(doctor(), page)).contains("冯当面", "没有有效的签约", "老年人服务包", "老年人健康体检解读与用药指导，每 180 天一次：体检结果、生活自理、用药");
        String reading = page.substring(page.indexOf("reading=") + 8);
        MockHttpServletRequestBuilder sign = post("/staff/family-doctor/people/{id}/sign", id(person))
                .param("team", team.id().toString())
                .param("packages", "elderly")
                .param("way", "TABLE")
                .param("reading", reading)
                .param("requestKey", UUID.randomUUID().toString());
        assertThat(followed(doctor(), sign)).contains("已签约，自", team.name());
        looking.again();
        long delivery = record(person);
        assertThat(seen(doctor(), page)).contains("收缩压 128 mmHg，舒张压 78 mmHg，指导 运动");
        MockHttpServletRequestBuilder confirm = post("/staff/family-doctor/people/{id}/confirm", id(person))
                .param("delivery", PublicId.encode(delivery))
                .param("reading", reading);
        assertThat(followed(doctor(), confirm)).contains("这项服务已计入");
        assertThat(jdbc.sql("select confirmed_by from programme.delivery where delivery_id = ?")
                        .param(delivery)
                        .query(String.class)
                        .single())
                .startsWith("动态码");
        long practitioner =
                institutions.practitioners(primary.institutionId()).getFirst().practitionerId();
        MockHttpServletRequestBuilder member = post("/staff/family-doctor/teams/" + team.id() + "/members")
                .param("practitioner", new PublicId(primary.institutionId(), practitioner).toString())
                .param("role", "LEADER");
        assertThat(followed(doctor(), member)).contains("团队长", "移出");
        assertThat(followed(doctor(), member)).contains("已经是团队成员");
        assertThat(seen(doctor(), "/staff/family-doctor/teams/" + team.id())).contains("冯**", "有效签约");
        assertThat(seen(doctor(), "/staff/family-doctor")).contains(team.name());
    }

    @Test
    void onPaperByTheIdNumberAndTerminated() throws Exception {
        Team team = team();
        org.kangcheng.identity.NewPerson someone = org.kangcheng.identity.TestPeople.called("冯纸质");
        long person = enrol(someone);
        String page = location(
                doctor(),
                post("/staff/family-doctor/find").param("number", Objects.requireNonNull(someone.idNumber())));
        assertThat(page).endsWith(id(person));
        MockHttpServletRequestBuilder sign = post("/staff/family-doctor/people/{id}/sign", id(person))
                .param("team", team.id().toString())
                .param("packages", "elderly")
                .param("way", "PAPER")
                .param("requestKey", UUID.randomUUID().toString());
        assertThat(followed(doctor(), sign)).contains("请填写协议书编号");
        assertThat(followed(doctor(), sign.param("paperNo", "LC-2026-0007"))).contains("LC-2026-0007", "补拍协议书");
        byte[] picture = java.nio.file.Files.readAllBytes(
                java.nio.file.Path.of("src", "main", "resources", "static", "img", "phone-192.png"));
        var paper = multipart("/staff/family-doctor/people/" + id(person) + "/paper");
        mvc.perform(paper.file(new MockMultipartFile("photo", "a.png", "image/png", picture))
                .with(actor(doctor())));
        String signed = seen(doctor(), "/staff/family-doctor/people/" + id(person));
        assertThat(signed).contains("协议书照片 1");
        var photo = java.util.regex.Pattern.compile("href=\"([^\"]+/paper/[^\"]+)\"")
                .matcher(signed);
        assertThat(photo.find()).isTrue();
        assertThat(mvc.perform(get(photo.group(1)).with(actor(doctor())))
                        .andReturn()
                        .getResponse()
                        .getContentAsByteArray())
                .isEqualTo(picture);
        MockHttpServletRequestBuilder end = post("/staff/family-doctor/people/{id}/terminate", id(person))
                .param("reason", "RESIDENT")
                .param("note", "与子女同住");
        assertThat(followed(doctor(), end)).contains("已解约", "居民提出");
        assertThat(followed(doctor(), post("/staff/family-doctor/find").param("number", "371599190001010011")))
                .contains("没有这位居民");
    }

    @Test
    void onHerPhoneSheSignsConfirmsAndDenies() throws Exception {
        Team team = team();
        jdbc.sql("delete from community.team_area where area_code = ?")
                .param(VILLAGE)
                .update();
        teams.addVillage(team, VILLAGE);
        long person = elder("冯手机");
        Actor herself = resident(person);
        assertThat(seen(herself, "/m/family-doctor")).contains("还没有签约家庭医生");
        assertThat(seen(herself, "/m/family-doctor/sign")).contains(team.name(), "老年人服务包", "年度健康评估与指导，每年一次：收缩压、舒张压");
        MockHttpServletRequestBuilder sign = post("/m/family-doctor/sign")
                .param("team", team.id().toString())
                .param("packages", "elderly")
                .param("requestKey", UUID.randomUUID().toString());
        assertThat(followed(herself, sign)).contains("请先阅读并同意");
        assertThat(followed(herself, sign.param("agreed", "true"))).contains("签约成功", team.name());
        Team other = team();
        String next = VILLAGE.substring(0, 11) + "2";
        jdbc.sql("delete from community.team_area where area_code = ?")
                .param(next)
                .update();
        assertThat(teams.addVillage(other, next)).isEmpty();
        assertThat(seen(herself, "/m/family-doctor")).contains("换团队或服务包");
        assertThat(seen(herself, "/m/family-doctor/change")).contains(other.name(), "同意变更");
        MockHttpServletRequestBuilder change = post("/m/family-doctor/change")
                .param("team", other.id().toString())
                .param("packages", "elderly")
                .param("agreed", "true");
        assertThat(followed(
                        herself, change.param("requestKey", UUID.randomUUID().toString())))
                .contains("已变更", other.name());
        assertThat(contracts.standing(person).orElseThrow().team()).isEqualTo(other.id());
        looking.again();
        long first = record(person);
        assertThat(seen(herself, "/m/family-doctor")).contains("请确认：做过这项服务吗", "记录的内容：收缩压 128 mmHg");
        assertThat(followed(
                        herself,
                        post("/m/family-doctor/dispute")
                                .param("delivery", PublicId.encode(first))
                                .param("note", "没有人来过")))
                .contains("已反映给卫生健康委");
        assertThat(seen(commission, "/staff/family-doctor/unconfirmed?area=" + VILLAGE))
                .contains("没有人来过", "核实为未服务");
        MockHttpServletRequestBuilder voided = post("/staff/family-doctor/unconfirmed/void")
                .param("delivery", new PublicId(person, first).toString())
                .param("reason", "电话核实未服务")
                .param("area", VILLAGE);
        assertThat(followed(commission, voided)).doesNotContain("没有人来过");
        long second = record(person);
        assertThat(followed(herself, post("/m/family-doctor/confirm").param("delivery", PublicId.encode(second))))
                .contains("已确认，谢谢");
        // Nobody confirms for somebody else.
        assertThat(followed(
                        resident(elder("冯别人")),
                        post("/m/family-doctor/confirm").param("delivery", PublicId.encode(second))))
                .contains("没有这条服务记录");
        assertThat(followed(herself, post("/m/family-doctor/terminate").param("note", "搬走")))
                .contains("已解约");
    }

    @Test
    void theCommissionSeesTheRatesAndTheirPeople() throws Exception {
        long person = elder("冯数字");
        signed(person, team());
        looking.again();
        for (String area : Set.of("", COUNTY, VILLAGE.substring(0, 9), VILLAGE)) {
            assertThat(seen(commission, "/staff/family-doctor/figures?area=" + area))
                    .contains("签约率", "老年人", "履约率", "75%");
        }
        assertThat(seen(
                        commission,
                        "/staff/programmes/family-doctor-signing/elderly/people?standing=SERVED&area=" + VILLAGE))
                .contains("冯**");
        assertThat(status(staff(Role.COMMISSION, null, "371525"), get("/staff/family-doctor/figures?area=" + VILLAGE)))
                .isEqualTo(404);
    }

    @Test
    void aNewerVersionOfAPackageIsSignedFromThenOn() throws Exception {
        MockHttpServletRequestBuilder unsound =
                post("/staff/family-doctor/packages").param("text", """
                engine: package
                id: story
                title: 测试服务包
                version: 1
                source: 测试
                from: 2026-01-01
                for: age >= 10 && nonsense
                months: 99
                target: 0
                """);
        assertThat(body(commission, unsound)).contains("签约期应为 1 至 36 个月");
        MockHttpServletRequestBuilder sound =
                post("/staff/family-doctor/packages").param("text", """
                engine: package
                id: story
                title: 测试服务包
                version: 1
                source: 测试
                from: 2026-01-01
                for: age >= 150
                months: 12
                target: 0
                """);
        assertThat(followed(commission, sound)).contains("测试服务包");
        assertThat(body(commission, sound)).contains("新的版本号应更大");
    }

    /** A stricter check is played by changing the text behind the platform's back, before it was read. */
    @Test
    void theVersionBeforeIsOfferedInThePlaceOfOneThatIsSoundNoMore() throws Exception {
        String text = """
                engine: package
                id: story-aside
                title: 搁置的服务包
                version: %d
                source: 测试
                from: 2026-01-01
                for: %s
                months: 12
                target: 0
                """;
        assertThat(followed(commission, newPackage(text.formatted(1, "age >= 150"))))
                .contains("搁置的服务包");
        try (var connection = org.kangcheng.TestDatabase.access().connectAsOwner();
                var statement = connection.prepareStatement("""
                        insert into definition.version (engine, id, version, file, text, put_in_force_at, put_in_force_by)
                        values ('package', 'story-aside', 2, 'page', ?, now(), '委')
                        """)) {
            statement.setString(1, text.formatted(2, "wage >= 150"));
            statement.executeUpdate();
        }
        assertThat(body(commission, get("/staff/family-doctor/packages?like=story-aside@2")))
                .contains("story-aside（第 2 版）", "由第 1 版继续", "wage &gt;= 150");
        assertThat(body(commission, get("/staff/family-doctor/packages?like=story-aside")))
                .contains("for: age &gt;= 150");
        assertThat(body(commission, newPackage(text.formatted(2, "age >= 140"))))
                .contains("已有第 2 版");
        assertThat(followed(commission, newPackage(text.formatted(3, "age >= 140"))))
                .doesNotContain("story-aside（第 2 版）");
    }

    private static MockHttpServletRequestBuilder newPackage(String text) {
        return post("/staff/family-doctor/packages").param("text", text);
    }

    @Test
    void whoIsNotOfTheVillageSeesNobody() throws Exception {
        long person = elder("冯私密");
        Actor stranger = staff(Role.DOCTOR, 1L, "371525");
        assertThat(status(stranger, get("/staff/family-doctor/people/" + id(person))))
                .isEqualTo(404);
        assertThat(status(stranger, get("/staff/family-doctor/teams/" + team().id())))
                .isEqualTo(403);
        Household household = households.make(doctor(), person, "").orThrow();
        assertThat(status(stranger, get("/staff/helping/" + household.id()))).isEqualTo(404);
        assertThat(status(resident(elder("冯旁人")), get("/m/helping/" + household.id())))
                .isEqualTo(403);
        assertThat(status(resident(elder("冯旁观")), get("/m/care/" + id(person)))).isEqualTo(403);
    }

    @Test
    void theOtherPagesOpen() throws Exception {
        long head = elder("冯户主");
        long helper = elder("冯帮扶");
        Household household = households.make(doctor(), head, "H-9").orThrow();
        households.assign(doctor(), household, helper, "民政办");
        looking.again();
        assertThat(seen(doctor(), "/staff/helping?area=" + VILLAGE)).contains("冯户主", "民政办");
        assertThat(seen(doctor(), "/staff/helping/" + household.id())).contains("冯帮扶");
        assertThat(seen(resident(helper), "/m/helping")).contains("冯户主");
        assertThat(seen(resident(head), "/m/helping")).contains("冯帮扶");
        assertThat(seen(resident(helper), "/m/helping/" + household.id())).contains("在家人数");
        MockHttpServletRequestBuilder visit = post("/m/helping/" + household.id())
                .param("on", today().toString())
                .param("requestKey", "r1")
                .param("field-people", "2")
                .param("field-entitlements", "已落实")
                .param("field-note", "都好");
        assertThat(followed(resident(helper), visit)).contains("走访已记录");
        long cared = elder("冯被护");
        long neighbour = elder("冯邻居");
        care.register(doctor(), neighbour, CareKind.NEIGHBOUR).orThrow();
        care.train(doctor(), neighbour, today(), "护理基础", 16, today().plusYears(1));
        care.plan(doctor(), cared, neighbour, "做饭").orThrow();
        assertThat(seen(doctor(), "/staff/care?area=" + VILLAGE)).contains("冯邻居");
        assertThat(seen(doctor(), "/staff/care/" + id(neighbour))).contains("冯被护", "护理基础");
        assertThat(seen(resident(neighbour), "/m/care")).contains("冯被护");
        assertThat(seen(resident(neighbour), "/m/care/" + id(cared))).contains("开始上门护理");
        assertThat(seen(resident(cared), "/m/care")).contains("冯邻居：做饭");
        cards.issue(DESK, cared);
        assertThat(location(
                        resident(neighbour),
                        post("/m/care/" + id(cared) + "/begin").param("code", codes.staticCode(cared))))
                .endsWith(id(cared));
        assertThat(seen(resident(neighbour), "/m/care/" + id(cared))).contains("监测与护理记录");
        MockHttpServletRequestBuilder wrong = post("/m/care/" + id(cared) + "/end")
                .param("code", codes.staticCode(cared))
                .param("field-sbp", "999");
        assertThat(followed(resident(neighbour), wrong)).contains("cm-bad", "999");
        assertThat(seen(doctor(), "/staff/stations")).contains("名医基层工作站");
        String station = location(
                doctor(),
                post("/staff/stations")
                        .param("kind", "ROUND")
                        .param("title", "流动医院")
                        .param("expert", "市医院 冯主任")
                        .param(
                                "departmentId",
                                Long.toString(institutions
                                        .departments(primary.institutionId())
                                        .getLast()
                                        .departmentId())));
        MockHttpServletRequestBuilder day = post(station + "/days")
                .param("day", today().plusDays(30).toString())
                .param("from", "08:30")
                .param("to", "11:30")
                .param("capacity", "20")
                .param("place", "村委会");
        assertThat(followed(doctor(), day)).contains("流动医院：村委会");
        assertThat(seen(resident(head), "/m/stations")).contains("市医院 冯主任", "预约（免费）");
    }

    private long record(long person) {
        Recorded recorded = services.record(
                doctor(),
                person,
                FamilyDoctorFigures.SERVICES,
                "basic",
                today(),
                Map.of("sbp", "128", "dbp", "78", "advice", "运动"),
                UUID.randomUUID().toString());
        return ((Recorded.Yes) recorded).deliveryId();
    }

    private static String id(long person) {
        return PublicId.encode(person);
    }

    private String seen(Actor who, String path) throws Exception {
        MockHttpServletResponse response =
                mvc.perform(get(path).with(actor(who))).andReturn().getResponse();
        assertThat(response.getStatus()).as(path).isEqualTo(200);
        return response.getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
    }

    private String body(Actor who, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(actor(who)))
                .andReturn()
                .getResponse()
                .getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
    }

    private int status(Actor who, MockHttpServletRequestBuilder request) throws Exception {
        return mvc.perform(request.with(actor(who))).andReturn().getResponse().getStatus();
    }

    private String location(Actor who, MockHttpServletRequestBuilder request) throws Exception {
        MockHttpServletResponse response =
                mvc.perform(request.with(actor(who))).andReturn().getResponse();
        assertThat(response.getStatus()).isEqualTo(302);
        return Objects.requireNonNull(response.getRedirectedUrl());
    }

    /** The page that a form leads to, with what is said there. */
    private String followed(Actor who, MockHttpServletRequestBuilder request) throws Exception {
        var result = mvc.perform(request.with(actor(who))).andReturn();
        assertThat(result.getResponse().getStatus()).isEqualTo(302);
        String page = Objects.requireNonNull(result.getResponse().getRedirectedUrl());
        MockHttpServletRequestBuilder there = get(java.net.URI.create(page)).with(actor(who));
        if (!result.getFlashMap().isEmpty()) {
            there.flashAttrs(result.getFlashMap());
        }
        MockHttpServletResponse response = mvc.perform(there).andReturn().getResponse();
        assertThat(response.getStatus()).as(page).isEqualTo(200);
        return response.getContentAsString(java.nio.charset.StandardCharsets.UTF_8);
    }
}
