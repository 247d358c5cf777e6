package org.kangcheng.appraisal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.kangcheng.TestDatabase;
import org.kangcheng.TestPlatform;
import org.kangcheng.access.Actor;
import org.kangcheng.access.Role;
import org.kangcheng.access.SignedInAs;
import org.kangcheng.governance.Items;
import org.kangcheng.governance.Registers;
import org.kangcheng.indicator.Indicators;
import org.kangcheng.indicator.Period;
import org.kangcheng.operation.Invariants;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.webmvc.test.autoconfigure.AutoConfigureMockMvc;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.AbstractMockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;

/** A year's appraisal of the counties: scored, tried under other weights, published, appealed against, a fall talked about. */
@AutoConfigureMockMvc
class AppraisalStory extends TestPlatform {
    private static final String PAGE = "/staff/appraisals/counties";
    private static final String COUNTY = "371502";

    @Autowired
    MockMvc mvc;

    @Autowired
    Schemes schemes;

    @Autowired
    Ranking ranking;

    @Autowired
    Indicators indicators;

    @Autowired
    Registers registers;

    @Autowired
    Items items;

    private static Actor actor(Role role, @Nullable Long institution) {
        return new Actor(
                Actor.Kind.STAFF,
                "appraisal-" + role,
                role.label(),
                Set.of(role),
                institution,
                null,
                null,
                role == Role.COMMISSION ? "3715" : null,
                null,
                role == Role.COMMISSION);
    }

    private int done(AbstractMockHttpServletRequestBuilder<?> request) throws Exception {
        return mvc.perform(request.with(SignedInAs.actor(actor(Role.COMMISSION, null))))
                .andReturn()
                .getResponse()
                .getStatus();
    }

    private String page(String path) throws Exception {
        return mvc.perform(get(path).with(SignedInAs.actor(actor(Role.COMMISSION, null))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @Test
    void aYearIsScoredPublishedAppealedAndAFallIsTalkedAbout() throws Exception {
        registers.ensureShipped();
        Scheme scheme = schemes.require("counties");
        Period year = Period.of(Period.Kind.YEAR, indicators.today());
        assertThat(page("/staff/appraisals")).contains(scheme.title());

        int points = 9;
        for (Ranking.Line line : ranking.of(scheme, year, Score.weights(scheme))) {
            assertThat(done(post(PAGE + "/" + line.place().key() + "/marks")
                            .param("period", year.key())
                            .param("item", "inspection")
                            .param("points", line.place().key().equals(COUNTY) ? "0" : Integer.toString(points--))
                            .param("evidence", "督查组评议表")))
                    .isEqualTo(302);
        }
        assertThat(done(post(PAGE + "/" + COUNTY + "/marks")
                        .param("period", year.key())
                        .param("item", "inspection")
                        .param("points", "11")
                        .param("evidence", "督查组评议表")))
                .isEqualTo(400);
        List<Ranking.Line> lines = ranking.of(scheme, year, Score.weights(scheme));
        assertThat(lines).hasSize(8).allSatisfy(line -> assertThat(line.rank()).isPositive());
        Ranking.Line last = lines.stream()
                .filter(line -> line.place().key().equals(COUNTY))
                .findFirst()
                .orElseThrow();
        assertThat(ranking.of(scheme, year, Map.of("inspection", 100.0))
                        .getLast()
                        .place())
                .isEqualTo(last.place());
        assertThat(page(PAGE + "?w-inspection=100")).contains("试算名次");
        assertThat(done(get(PAGE + "?w-inspection=x"))).isEqualTo(400);

        assertThat(done(post(PAGE + "/" + COUNTY + "/appeals")
                        .param("period", year.key())
                        .param("text", "分数有误")))
                .isEqualTo(422);
        wasFirstTheYearBefore(year);
        hasItsBureau();
        assertThat(done(post(PAGE + "/publish").param("period", year.key()).param("note", "")))
                .isEqualTo(302);
        assertThat(done(post(PAGE + "/publish").param("period", year.key()).param("note", "")))
                .isEqualTo(400);
        assertThat(last.rank()).isGreaterThan(2);
        assertThat(items.from("talk", "appraisal/counties/" + year.key() + "/" + COUNTY))
                .isPresent();

        for (int status : new int[] {302, 409}) {
            assertThat(done(post(PAGE + "/" + COUNTY + "/appeals")
                            .param("period", year.key())
                            .param("text", "评议分数有误")))
                    .isEqualTo(status);
        }
        long appeal = jdbc.sql("select appeal_id from appraisal.appeal where scheme = 'counties' and period = ?")
                .param(year.key())
                .query(Long.class)
                .single();
        for (int status : new int[] {302, 409}) {
            assertThat(done(post(PAGE + "/" + COUNTY + "/appeals/" + appeal)
                            .param("period", year.key())
                            .param("granted", "true")
                            .param("text", "复核后更正")))
                    .isEqualTo(status);
        }
        assertThat(done(post(PAGE + "/publish").param("period", year.key()).param("note", "采纳申诉")))
                .isEqualTo(302);
        assertThat(page(PAGE + "/" + COUNTY)).contains("复核后更正", "督查组评议表", "公示得分");
        byte[] links = mvc.perform(get(PAGE + "/links")
                        .param("period", year.key())
                        .with(SignedInAs.actor(actor(Role.COMMISSION, null))))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(links))) {
            assertThat(book.getFirstSheet().read()).hasSize(9);
        }
    }

    @AfterEach
    void takeTheBureauAway() {
        jdbc.sql("delete from directory.institution where institution_id = 990371502")
                .update();
    }

    /** Imported with a real city's directory; the generated one has none. */
    private void hasItsBureau() {
        jdbc.sql("""
                insert into directory.institution (institution_id, code, name, kind, category, level, area_code)
                values (990371502, 'BUREAU371502', '东昌府区卫生健康局', 'COMMISSION', 'Q100', '00', ?) on conflict do nothing
                """).param(COUNTY).update();
    }

    private void wasFirstTheYearBefore(Period year) {
        jdbc.sql("""
                with first as (
                    insert into appraisal.publication (scheme, period, revision, version, at, by_whom, note)
                    values ('counties', :period, 1, 1, now(), 'test', '') returning scheme, period, revision
                )
                insert into appraisal.result (scheme, period, revision, subject, title, score, rank)
                select scheme, period, revision, :county, '东昌府区', 99, 1 from first
                """)
                .param("period", year.previous().key())
                .param("county", COUNTY)
                .update();
    }

    @Test
    void theCommissionMakesASchemeOfItsOwn() throws Exception {
        String text = """
                engine: appraisal
                id: own-scheme
                title: 自拟考核
                version: %d
                source: 测试
                from: 2024-01-01
                subjects: hospitals
                period: month
                items:
                  - {id: waiting, title: 候诊, indicator: %s, weight: 100, steps: [{most: 15, points: 100}, {most: 30, points: 60}]}
                examples: [{values: {waiting: 20}, score: 60}]
                """;
        assertThat(saved(text.formatted(1, "waiting-hours"), "")).contains("没有指标“waiting-hours”");
        assertThat(saved(text.formatted(1, "residents"), "yes")).contains("没有按机构的数");
        assertThat(saved(text.formatted(1, "waiting-minutes"), "")).contains("没有问题，可以生效");
        assertThat(page("/staff/appraisals")).doesNotContain("自拟考核");
        assertThat(done(post("/staff/appraisals/edit")
                        .param("text", text.formatted(1, "waiting-minutes"))
                        .param("put", "yes")))
                .isEqualTo(302);
        assertThat(page("/staff/appraisals")).contains("自拟考核");
        assertThat(page("/staff/appraisals/own-scheme")).contains("换一组权重试算");
        assertThat(saved(text.formatted(1, "waiting-minutes"), "yes")).contains("新的版本号应更大");
        assertThat(page("/staff/appraisals/edit?id=own-scheme")).contains("most: 15");
    }

    @Test
    void aPastPeriodIsScoredByTheSchemeOfItsTime() throws Exception {
        String text = """
                engine: appraisal
                id: of-its-time
                title: 随时间变的考核
                version: %d
                source: 测试
                from: %s
                subjects: hospitals
                period: year
                items:
                  - {id: waiting, title: %s, indicator: waiting-minutes, weight: 100, full: 15, zero: 60}
                examples: [{values: {waiting: 15}, score: 100}]
                """;
        Period year = Period.of(Period.Kind.YEAR, indicators.today());
        put(text.formatted(1, "2020-01-01", "从前的候诊标准"));
        put(text.formatted(2, year.first(), "现在的候诊标准"));

        assertThat(page("/staff/appraisals/of-its-time")).contains("现在的候诊标准").doesNotContain("从前的候诊标准");
        assertThat(page("/staff/appraisals/of-its-time?period="
                        + year.previous().key()))
                .contains("从前的候诊标准")
                .doesNotContain("现在的候诊标准");
        assertThat(done(get("/staff/appraisals/of-its-time?period=2019"))).isEqualTo(404);
    }

    private void put(String text) throws Exception {
        assertThat(done(post("/staff/appraisals/edit").param("text", text).param("put", "yes")))
                .isEqualTo(302);
    }

    /** Points by hand and appeals rest on files, which only those see who see the points. */
    @Test
    void evidenceIsKeptBesideThePointsAndTheAppeal() throws Exception {
        Period quarter = Period.of(Period.Kind.QUARTER, indicators.today());
        put("""
                engine: appraisal
                id: with-evidence
                title: 有佐证的考核
                version: 1
                source: 测试
                from: 2020-01-01
                subjects: hospitals
                period: quarter
                items:
                  - {id: waiting, title: 候诊, indicator: waiting-minutes, weight: 60, full: 15, zero: 60}
                  - {id: visit, title: 现场评议, weight: 40}
                examples: [{values: {waiting: 15}, points: {visit: 40}, score: 100}]
                """);
        List<Ranking.Line> lines =
                ranking.of(schemes.require("with-evidence"), quarter, Map.of("waiting", 60.0, "visit", 40.0));
        String subject = lines.getFirst().place().key();
        Actor manager = actor(Role.MANAGER, lines.getFirst().unit());
        String own = "/staff/appraisals/with-evidence/" + subject;
        MockMultipartFile paper = new MockMultipartFile(
                "file", "评议表.pdf", "application/pdf", "%PDF-1.4\n评议\n%%EOF\n".getBytes(StandardCharsets.UTF_8));
        assertThat(done(marks(own, quarter).file(paper))).isEqualTo(302);
        assertThat(done(marks(own, quarter)
                        .file(new MockMultipartFile("file", "评议表.pdf", "application/pdf", new byte[] {1, 2, 3}))))
                .isEqualTo(400);
        assertThat(done(post("/staff/appraisals/with-evidence/publish")
                        .param("period", quarter.key())
                        .param("note", "")))
                .isEqualTo(302);
        mvc.perform(multipart(own + "/appeals")
                        .file(new MockMultipartFile(
                                "file",
                                "现场照片.pdf",
                                "application/pdf",
                                "%PDF-1.4\n照片\n%%EOF\n".getBytes(StandardCharsets.UTF_8)))
                        .param("period", quarter.key())
                        .param("text", "现场评议扣分有误")
                        .with(SignedInAs.actor(manager)))
                .andExpect(status().is3xxRedirection());

        String page = page(own);
        assertThat(page).contains("评议表.pdf", "现场照片.pdf");
        Matcher link = Pattern.compile("href=\"(" + own + "/evidence/[0-9a-f]{64}\\?period=[^\"]+)\"[^>]*>评议表")
                .matcher(page);
        assertThat(link.find()).isTrue();
        mvc.perform(get(link.group(1)).with(SignedInAs.actor(manager)))
                .andExpect(status().isOk())
                .andExpect(content().bytes(paper.getBytes()))
                .andExpect(header().string("Content-Disposition", startsWith("attachment")));
        mvc.perform(get(link.group(1))
                        .with(SignedInAs.actor(actor(Role.MANAGER, lines.get(1).unit()))))
                .andExpect(status().isNotFound());
        assertThat(done(get(own + "/evidence/" + "0".repeat(64) + "?period=" + quarter.key())))
                .isEqualTo(404);
    }

    private static MockMultipartHttpServletRequestBuilder marks(String own, Period period) {
        MockMultipartHttpServletRequestBuilder marks = multipart(own + "/marks");
        marks.param("period", period.key())
                .param("item", "visit")
                .param("points", "31")
                .param("evidence", "现场评议表");
        return marks;
    }

    private String saved(String text, String put) throws Exception {
        return mvc.perform(post("/staff/appraisals/edit")
                        .param("text", text)
                        .param("put", put)
                        .with(SignedInAs.actor(actor(Role.COMMISSION, null))))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
    }

    @AfterEach
    void whatWasPublishedHolds() throws Exception {
        try (var connection = TestDatabase.access().connectAsOwner()) {
            assertThat(Invariants.check(connection))
                    .filteredOn(finding -> finding.name().startsWith("appraisal/"))
                    .isNotEmpty()
                    .allMatch(Invariants.Finding::holds);
        }
    }

    @Test
    void anInstitutionSeesItsOwnScoreAndNoOther() throws Exception {
        Scheme scheme = schemes.require("hospitals");
        Period quarter = Period.of(Period.Kind.QUARTER, indicators.today());
        List<Ranking.Line> lines = ranking.of(scheme, quarter, Score.weights(scheme));
        Actor manager = actor(Role.MANAGER, lines.getFirst().unit());
        mvc.perform(get("/staff/appraisals/hospitals/"
                                + lines.getFirst().place().key())
                        .with(SignedInAs.actor(manager)))
                .andExpect(status().isOk());
        mvc.perform(get("/staff/appraisals/hospitals/" + lines.get(1).place().key())
                        .with(SignedInAs.actor(manager)))
                .andExpect(status().isNotFound());
        mvc.perform(get("/staff/appraisals/hospitals").with(SignedInAs.actor(manager)))
                .andExpect(status().isForbidden());
    }
}
